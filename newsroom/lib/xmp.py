"""XMP: the words that editing programs write into pictures, as XML."""

from collections import defaultdict
from contextlib import suppress
from xml.parsers import expat

LIMIT = 1_000_000  # bytes
DEEPEST = 50
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "


class Refused(Exception):
    """It has a document type, with which every known attack begins, or is too deep."""


def texts_in(packet: bytes) -> dict[str, list[str]]:
    """The texts of each property, by its namespace and name (`"http://purl.org/dc/elements/1.1/ creator"`).

    Of a packet that is damaged it is what stands before the damage.
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    with suppress(expat.ExpatError, Refused):
        parser.Parse(packet[:LIMIT].rstrip(b"\0 \n"), True)
    return dict(reader.found)


class _Reader:
    """A property is an attribute, or an element with its text in it or in the items of a list in it."""

    def __init__(self) -> None:
        self.found = defaultdict[str, list[str]](list)
        self._open: list[str] = []
        self._text = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        for attribute, value in attributes.items():
            self.found[attribute].append(value)
        self._open.append(name)
        if len(self._open) > DEEPEST:
            raise Refused
        self._text = ""

    def text(self, data: str) -> None:
        self._text += data

    def end(self, name: str) -> None:
        of = next((one for one in reversed(self._open) if not one.startswith(RDF)), "")
        if self._text.strip():
            self.found[of].append(self._text)
        self._open.pop()
        self._text = ""


def _refuse(*declaration: object) -> None:
    raise Refused
