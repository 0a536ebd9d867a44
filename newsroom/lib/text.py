"""The one cleaner every stored string goes through.

One control character in a headline takes a whole feed down, one NUL is an error on PostgreSQL only, and one lone
surrogate cannot be encoded at all: they are dropped here, on every path that writes.
"""

import re
import unicodedata

# C0 and C1 controls but tab and newline, surrogates, and the code points that are never characters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
LINE_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029]")
# Embeddings, overrides and isolates: they can turn the rest of a page around.
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
PLAIN = bytes(range(0x20, 0x7F)) + b"\n"


def is_printable(value: str) -> bool:
    """As `str.isprintable()`, of several lines: no control, and no white space but spaces and line breaks.

    (As bytes, a text that is mostly ASCII is looked through in a third of the time.)
    """
    return value.encode(errors="surrogatepass").translate(None, PLAIN).decode(errors="surrogatepass").isprintable()


def clean_text(value: str) -> str:
    """Several lines of text: NFC, `\\n` as line break, nothing that XML or a database refuses."""
    if not is_printable(value):  # most text has nothing to drop
        value = FORBIDDEN.sub("", LINE_BREAKS.sub("\n", value))
    return unicodedata.normalize("NFC", value)


def clean_line(value: str) -> str:
    """One line of text, such as a headline or a name: every run of white space is one space, none at the ends."""
    if not (value.isascii() and value.isprintable()):  # as in clean_text(): most lines have nothing to drop
        value = clean_text(BIDI_CONTROLS.sub("", value))
    return " ".join(value.split())


def cut(value: str, limit: int) -> str:
    """`value` in at most `limit` characters, cut between words and ended with “…” when something was left out."""
    if len(value) <= limit:
        return value
    head = value[: limit - 1]
    word_end = head.rfind(" ")
    return (head[:word_end] if word_end > limit // 2 else head).rstrip(" ,;:–—-") + "…"
