"""The project: settings, addresses and the root pages; it wires `tags` and `articles` together.

Imports run one way: `newsroom` → `tags` → `articles` → `newsroom.lib`.
"""
