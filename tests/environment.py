"""The environment of every test run, a pytest plugin (`-p tests.environment`): in place before the settings are read.

Neither a `.env` nor a shell changes what is tested, but for DATABASE_URL, which chooses the database.
"""

import os
import re
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / ".env.example"

SETTINGS = re.findall(r"^#?([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)

for name in SETTINGS:
    if name != "DATABASE_URL":
        os.environ.pop(name, None)

os.environ["ENV_FILE"] = ""
os.environ["SECRET_KEY"] = "pK5vR0wYc8sN2fJ7xQ4dL9hT1gB6mZ3aE-for-tests-only-uW8oI2y"
os.environ["TLS"] = "off"
# Most tests are about what a person may do, not about how they came in; those of the doors turn it on.
os.environ["STAFF_MFA"] = "off"
