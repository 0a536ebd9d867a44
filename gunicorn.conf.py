"""How gunicorn serves the site; `--bind`, `--workers` and the like on its command line are stronger."""

import os
from pathlib import Path

wsgi_app = "newsroom.wsgi"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "2"))  # of each worker; DATABASE_POOL must not be less
keepalive = 75  # seconds: a proxy in front keeps its connections, and should be the one to close them
limit_request_line = 8190  # the most there is: a syllable of Korean takes nine bytes in an address
forwarded_allow_ips = ""  # whether a proxy is believed is said in one place, the setting BEHIND_PROXY
control_socket_disable = True  # signals are enough, and two newsrooms may share a home folder
if (memory := Path("/dev/shm")).is_dir():  # noqa: S108
    worker_tmp_dir = str(memory)  # a worker's heartbeat must not wait for a disk
