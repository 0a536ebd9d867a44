"""What somebody typed into the search, understood: words, “phrases”, `-without`, `this or that`. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.errors import NewsroomError
from newsroom.lib.text import clean_line
from newsroom.lib.words import Phrase, phrase_of, times

LONGEST = 200  # characters
MOST_WORDS = 20  # of all phrases together; neighbours in scripts without spaces count one by one
MOST_UNSPACED = 60
QUOTES = '"“”„‟«»「」『』'
PIECES = re.compile(
    rf"(?P<minus>(?<!\S)[-−–](?=\S))?(?:[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}]?|(?P<plain>[^\s{QUOTES}]+))"
)
OR = "or"


class Unsearchable(NewsroomError):
    """The question cannot be asked so; the message says what to do."""


class Piece(NamedTuple):
    """A phrase as it is looked for, and as it was typed."""

    phrase: Phrase
    typed: str


@dataclass(frozen=True)
class Query:
    """All of the groups, of each at least one phrase; and none of `without`."""

    groups: tuple[tuple[Piece, ...], ...]
    without: tuple[Piece, ...] = ()

    @property
    def wanted(self) -> tuple[Piece, ...]:
        return tuple(piece for group in self.groups for piece in group)

    def fits(self, words: str) -> bool:
        """Whether a text, its words in order, has what is asked for."""
        return all(any(times(piece.phrase, words) for piece in group) for group in self.groups) and not any(
            times(piece.phrase, words) for piece in self.without
        )

    @property
    def has_order(self) -> bool:
        """Whether it matters in which order words stand, which no index knows."""
        return any(len(piece.phrase.words) > 1 for piece in (*self.wanted, *self.without))


def parse(text: str, *, begun: bool = False) -> Query:
    """Raises `Unsearchable`. `begun`: of the last word, where it stands by itself, only the beginning may be typed."""
    line = clean_line(text)
    if not line:
        raise Unsearchable(_("Type a word to look for."))
    if len(line) > LONGEST:
        raise Unsearchable(_("That is too long to search for: at most %d characters.") % LONGEST)
    query = _query(list(_tokens(line)))
    if not query.wanted:
        raise Unsearchable(
            _("Say also a word that the stories should have, not only what they should not.")
            if query.without
            else _("There is no word in this to look for.")
        )
    _bound(query)
    return _open_ended(query) if begun and line[-1] not in QUOTES else query


def _open_ended(query: Query) -> Query:
    *groups, (*pieces, last) = query.groups
    opened = last._replace(phrase=last.phrase._replace(open=True))
    return replace(query, groups=(*groups, (*pieces, opened)))


class _Token(NamedTuple):
    piece: Piece
    minus: bool
    is_or: bool


def _tokens(line: str) -> Iterator[_Token]:
    for found in PIECES.finditer(line):
        quoted, plain = found["quoted"], found["plain"]
        typed = plain if quoted is None else quoted
        phrase = phrase_of(typed)
        if phrase.words:
            is_or = quoted is None and not found["minus"] and typed.casefold() == OR
            yield _Token(Piece(phrase, typed), bool(found["minus"]), is_or)


def _query(tokens: list[_Token]) -> Query:
    """(An *or* that stands between nothing and something is a word.)"""
    groups: list[list[Piece]] = []
    without: list[Piece] = []
    joins = False
    for place, token in enumerate(tokens):
        between = 0 < place < len(tokens) - 1 and not tokens[place - 1].minus and not tokens[place + 1].minus
        if token.is_or and between and groups and not joins:
            joins = True
        elif token.minus:
            without.append(token.piece)
        elif joins:
            groups[-1].append(token.piece)
            joins = False
        else:
            groups.append([token.piece])
    return Query(tuple(map(tuple, groups)), tuple(without))


def _bound(query: Query) -> None:
    """So many probes of the index are enough for any question."""
    words = [word for piece in (*query.wanted, *query.without) for word in piece.phrase.words]
    if len(words) > MOST_UNSPACED or sum(map(str.isascii, words)) > MOST_WORDS:
        raise Unsearchable(_("Those are too many words to search for: at most %d.") % MOST_WORDS)
