"""Say in a sentence when nobody can listen on 127.0.0.1:PORT, before any other work is done."""

import os
import socket
import sys

name = os.environ["PORT"]
try:
    port = int(name)
    # create_server sets SO_REUSEADDR, as gunicorn does: a server that has just stopped is not in the way.
    socket.create_server(("127.0.0.1", port)).close()
except (ValueError, OverflowError):
    sys.exit(f"PORT is {name!r}, which is no port: give a number from 1024 to 65535.")
except OSError as error:
    reason = os.strerror(error.errno or 0)
    sys.exit(f"Port {name} cannot be used ({reason}): stop what uses it, or choose another with PORT=….")
