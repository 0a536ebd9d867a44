"""Print the `.env` of a trial newsroom, with secrets of its own."""

import secrets

print("# Written by make. .env.example has what else can be set.")
print(f"SECRET_KEY={secrets.token_urlsafe(64)}")
print(f"DEMO_PASSWORD={secrets.token_hex(8)}")
