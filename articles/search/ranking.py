"""The best of the newest: stories that fit, ordered by where and how often they say what was asked for.

Only so many of the newest are weighed, whatever the query, and by our own few lines: the figures of each database's own
ranking are its secret, and no two give the same order.
"""

from math import log

from articles.cards import Row
from articles.search.finding import words_in_order
from articles.search.query import Query
from newsroom.lib.words import GAP, times

WEIGHED = 200  # of the newest stories that fit
IN_HEADLINE, IN_STANDFIRST = 6.0, 2.0


def best_first(rows: list[Row], query: Query) -> list[Row]:
    """These stories, the best first; of two that are as good, the newer. One query."""
    words = words_in_order([row.id for row in rows])
    weights = {row.id: weight(words.get(row.id, ""), query) for row in rows}
    return sorted(rows, key=lambda row: (weights[row.id], row.published_at, row.id), reverse=True)


def weight(words: str, query: Query) -> float:
    """In the headline counts most, then in the standfirst; the tenth time counts less than the first."""
    headline, standfirst, text = (*words.split(GAP, 2), "", "")[:3]
    return sum(
        IN_HEADLINE * (times(piece.phrase, headline) > 0)
        + IN_STANDFIRST * (times(piece.phrase, standfirst) > 0)
        + log(1 + times(piece.phrase, text))
        for piece in query.wanted
    )
