"""The best of the newest: stories that fit, ordered by where and how often they say what was asked for.

Only so many of the newest are weighed, whatever the query, and by our own few lines: the figures of each database's own
ranking are its secret, and no two give the same order.
"""

from collections import Counter
from math import log

from articles.cards import Row
from articles.search.finding import words_in_order
from articles.search.query import Query
from newsroom.lib.words import GAP, Phrase, times

WEIGHED = 200  # of the newest stories that fit
IN_HEADLINE, IN_STANDFIRST = 6.0, 2.0


def best_first(rows: list[Row], query: Query) -> list[Row]:
    """These stories, the best first; of two that are as good, the newer. One query."""
    words = words_in_order([row.id for row in rows])
    weights = {row.id: weight(words.get(row.id, ""), query) for row in rows}
    return sorted(rows, key=lambda row: (weights[row.id], row.published_at, row.id), reverse=True)


def weight(words: str, query: Query) -> float:
    """In the headline counts most, then in the standfirst; the tenth time counts less than the first."""
    headline, standfirst, text = map(_Passage, (*words.split(GAP, 2), "", "")[:3])
    return sum(
        IN_HEADLINE * (headline.times(piece.phrase) > 0)
        + IN_STANDFIRST * (standfirst.times(piece.phrase) > 0)
        + log(1 + text.times(piece.phrase))
        for piece in query.wanted
    )


class _Passage:
    """A part of a text. Its words are counted once: twenty of them may be asked for."""

    def __init__(self, words: str) -> None:
        self._words, self._counted = words, Counter(words.split())

    def times(self, phrase: Phrase) -> int:
        if len(phrase.words) == 1 and not phrase.open:
            return self._counted[phrase.words[0]]
        return times(phrase, self._words)
