"""Markdown of a site generator as a body."""

import re

from newsroom.lib.html import from_markdown

SHORTCODE = r"\{\{[<%][^{}]*[>%]\}\}"
LINKED = re.compile(rf"(?:(?<=\]\()|(?<=href=[\"'])){SHORTCODE}")
STANDING = re.compile(SHORTCODE)
NOWHERE = "shortcode:"  # an address that the cleaner takes away, so that of the link its words stay


def body_of(markdown: str) -> str:
    """Clean HTML, without Hugo's shortcodes (`{{< ref "page.md" >}}`, `{{% note %}}`): nothing here could fill them in.

    What stands between two of them stays, and so do the words of a link that leads through one.
    """
    return from_markdown(STANDING.sub("", LINKED.sub(NOWHERE, markdown)))
