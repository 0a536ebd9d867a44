"""What was measured on, in a line: figures mean little without it."""

import os
import platform


def heading() -> str:
    database = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    return f"{database}, Python {platform.python_version()}, {os.cpu_count()} processors"
