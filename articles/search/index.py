"""The index of each database over terms: a `Query` as a condition on it, and what SQLite needs for it.

PostgreSQL has a generated column `vector` and a GIN index on it, made by a migration. SQLite has a table of FTS5 that
is kept in step by triggers; both for each table of terms. A migration that remakes a table drops triggers without a
word, so they are made after every `migrate`, where they are missing.
"""

from typing import Any

from django.db import DatabaseError, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Lookup, Model

from articles.models import DraftText, SearchText
from articles.search.query import Query
from newsroom.lib.words import Phrase

INDEXED: tuple[type[Model], ...] = (SearchText, DraftText)


# What SQLite needs for a table, by name: an index of its words, and triggers that keep it in step.
NEEDED = {
    "{table}_fts": """
        CREATE VIRTUAL TABLE {table}_fts USING fts5(
            terms, content='{table}', content_rowid='article_id', tokenize='ascii', detail=none
        )
    """,
    "{table}_fts_insert": """
        CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN
            INSERT INTO {table}_fts(rowid, terms) VALUES (new.article_id, new.terms);
        END
    """,
    "{table}_fts_delete": """
        CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN
            INSERT INTO {table}_fts({table}_fts, rowid, terms) VALUES ('delete', old.article_id, old.terms);
        END
    """,
    "{table}_fts_update": """
        CREATE TRIGGER {table}_fts_update AFTER UPDATE OF article_id, terms ON {table} BEGIN
            INSERT INTO {table}_fts({table}_fts, rowid, terms) VALUES ('delete', old.article_id, old.terms);
            INSERT INTO {table}_fts(rowid, terms) VALUES (new.article_id, new.terms);
        END
    """,
}


class Holds(Lookup[bool]):
    """Whether the terms of a row are as a query asks, in whatever order: what the index knows.

    `by_index` is how to find few rows among many. Without, each row that is there anyway is looked at by itself.
    (A lookup, so that SQLite is not asked whether it *equals true*, for which it would read the whole table.)
    """

    prepare_rhs = False

    def __init__(self, query: Query, *, by_index: bool = True) -> None:
        self.by_index = by_index
        super().__init__(F("pk"), query)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        alias = connection.ops.quote_name(self.lhs.alias)
        sql = f"{alias}.vector @@ %s::tsquery" if self.by_index else f"ts_match_vq({alias}.vector, %s::tsquery)"
        return sql, (for_postgresql(self.rhs),)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        alias = connection.ops.quote_name(self.lhs.alias)
        if not self.by_index:  # by the terms themselves: to ask FTS5 for one row costs more, the more have the word
            return said_by(self.rhs, f"' ' || {alias}.terms || ' '")
        key, _ = compiler.compile(self.lhs)
        fts = f"{self.lhs.target.model._meta.db_table}_fts"
        return f"{key} IN (SELECT rowid FROM {fts} WHERE {fts} MATCH %s)", (for_sqlite(self.rhs),)  # noqa: S608


def for_postgresql(query: Query) -> str:
    """(What a word is made of, `newsroom.lib.words` sees to: no quotation mark, no backslash.)"""
    return _spelled(query, " & ", " | ", " & !", lambda word, begins: f"'{word}':*" if begins else f"'{word}'")


def for_sqlite(query: Query) -> str:
    return _spelled(query, " AND ", " OR ", " NOT ", lambda word, begins: f'"{word}" *' if begins else f'"{word}"')


def said_by(query: Query, terms: str) -> tuple[str, tuple[str, ...]]:
    """The same asked of a text in SQL, with a space on either side of each of its terms; and what is bound to it."""
    looked_for: list[str] = []

    def term(word: str, begins: bool) -> str:
        looked_for.append(f" {word}" if begins else f" {word} ")
        return f"instr({terms}, %s) > 0"

    sql = _spelled(query, " AND ", " OR ", " AND NOT ", term)
    return f"({sql})", tuple(looked_for)


def _spelled(query: Query, and_: str, or_: str, not_: str, term: Any) -> str:
    def all_of(phrase: Phrase) -> str:
        *words, last = phrase.words
        return f"({and_.join([*(term(word, False) for word in words), term(last, phrase.open)])})"

    wanted = and_.join(f"({or_.join(all_of(piece.phrase) for piece in group)})" for group in query.groups)
    # A phrase of several words is not there also where the words are: their order decides.
    without = [piece.phrase for piece in query.without if len(piece.phrase.words) == 1]
    return "".join([f"({wanted})", *(f"{not_}{all_of(phrase)}" for phrase in without)])


def after_migrate(using: str, **kwargs: Any) -> None:
    if router.allow_migrate_model(using, SearchText):
        install(connections[using])


def install(connection: BaseDatabaseWrapper) -> None:
    """What SQLite needs, where it is missing; what was written without it is read in."""
    if connection.vendor != "sqlite":
        return
    for model in INDEXED:
        _install(connection, model._meta.db_table)


def _install(connection: BaseDatabaseWrapper, table: str) -> None:
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{table}%"])
        there = {name for (name,) in cursor.fetchall()}
        missing = [statement for name, statement in NEEDED.items() if name.format(table=table) not in there]
        for statement in missing:
            cursor.execute(statement.format(table=table))
        if missing:
            _tell(cursor, table, "'rebuild'")


def rebuild(connection: BaseDatabaseWrapper) -> None:
    """Make the indexes anew from what is in the tables. PostgreSQL needs no asking."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for model in INDEXED:
                _tell(cursor, model._meta.db_table, "'rebuild'")


def is_whole(connection: BaseDatabaseWrapper) -> bool:
    """Whether the indexes are what the tables say."""
    if connection.vendor != "sqlite":
        return True
    try:
        with connection.cursor() as cursor:
            for model in INDEXED:
                _tell(cursor, model._meta.db_table, "'integrity-check'", "1")
    except DatabaseError:
        return False
    return True


def _tell(cursor: Any, table: str, *command: str) -> None:
    columns = ", ".join([f"{table}_fts", "rank"][: len(command)])
    cursor.execute(f"INSERT INTO {table}_fts({columns}) VALUES ({', '.join(command)})")  # noqa: S608
