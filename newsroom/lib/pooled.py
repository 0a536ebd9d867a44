"""Whether a session with PostgreSQL that was kept can be used again."""

import select
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool


def still_there(session: Connection[Any]) -> None:
    """For a pool that is about to give a session out. Raises `psycopg.OperationalError` when the server has gone.

    Nobody has asked it anything: so if there is something to read, it may be the server's farewell, and only then is it
    asked. (To ask each time took a twentieth of what a page takes.)
    """
    said = select.poll()
    said.register(session.fileno(), select.POLLIN)
    if said.poll(0):
        ConnectionPool.check_connection(session)
