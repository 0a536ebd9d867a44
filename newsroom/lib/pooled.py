"""Whether a session with PostgreSQL that was kept can be used again."""

import select
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool


def still_there(session: Connection[Any]) -> None:
    """For a pool that is about to give a session out. Raises `psycopg.OperationalError` when the server said farewell.

    Nobody has asked it anything: only if there is something to read, or the kernel lost it, is it asked whether it is
    there. (To ask each time took a twentieth of what a page takes.)
    """
    said = select.poll()
    said.register(session.fileno(), select.POLLIN)
    if said.poll(0):
        ConnectionPool.check_connection(session)
