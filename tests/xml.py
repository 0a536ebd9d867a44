"""XML as tests read it, and what is wrong with it by a schema: as much of XML Schema as those of sitemaps use."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.environment import EXAMPLE

SCHEMAS = EXAMPLE.parent.parent / "shared/corpus/schemas"
XSD = "{http://www.w3.org/2001/XMLSchema}"


def parsed(text: str | bytes) -> Element:
    return ElementTree.fromstring(text)  # noqa: S314  our own


def problems(document: Element, *schemas: Path) -> Iterator[str]:
    """Where a document is not by its schemas."""
    roots = [parsed(file.read_bytes()) for file in schemas]
    spaces = {root.attrib["targetNamespace"]: root for root in roots}
    yield from _element(document, spaces)


def _element(element: Element, spaces: dict[str, Element]) -> Iterator[str]:
    space, _, name = element.tag[1:].partition("}")
    declared = spaces[space].find(f"{XSD}element[@name='{name}']") if space in spaces else None
    if declared is None:
        yield f"{element.tag} is in no schema"
    else:
        yield from _as_declared(element, declared, space, spaces)


def _as_declared(element: Element, declared: Element, space: str, spaces: dict[str, Element]) -> Iterator[str]:
    kind = declared.get("type", "").removeprefix("xsd:")
    schema = spaces[space]
    inner = schema.find(f"*[@name='{kind}']") if kind and "xsd:" not in declared.get("type", "") else declared
    assert inner is not None, kind
    sequence = (
        inner.find(f".//{XSD}sequence")
        if inner.tag.endswith("complexType")
        else inner.find(f"{XSD}complexType/{XSD}sequence")
    )
    if sequence is None:
        yield from _value(element, inner, kind)
        return
    waiting = list(element)
    for part in sequence:
        most = 10**9 if part.get("maxOccurs") == "unbounded" else 1
        count = 0
        while waiting and count < most and _is(waiting[0], part, space):
            child = waiting.pop(0)
            yield from _element(child, spaces) if part.tag == f"{XSD}any" else _as_declared(child, part, space, spaces)
            count += 1
        if count < int(part.get("minOccurs", "1")):
            yield f"{element.tag} lacks {part.get('name')}"
    if waiting:
        yield f"{waiting[0].tag} stands where it may not"


def _is(element: Element, part: Element, space: str) -> bool:
    if part.tag == f"{XSD}any":
        return not element.tag.startswith(f"{{{space}}}")
    return element.tag == f"{{{space}}}{part.get('name')}"


def _value(element: Element, declared: Element, kind: str) -> Iterator[str]:
    """Text by length, pattern, enumeration, or as a date."""
    text = element.text or ""
    if len(element):
        yield f"{element.tag} holds elements"
    for facet in declared.iter():
        value = facet.get("value", "")
        if facet.tag == f"{XSD}minLength" and len(text) < int(value):
            yield f"{element.tag} is too short"
        if facet.tag == f"{XSD}maxLength" and len(text) > int(value):
            yield f"{element.tag} is too long"
        if facet.tag == f"{XSD}pattern" and not re.fullmatch(value, text):
            yield f"{element.tag} is not like {value}"
    if any(facet.get("base") == "xsd:dateTime" for facet in declared.iter()):
        try:
            datetime.fromisoformat(text)
        except ValueError:
            yield f"{element.tag} is no date"
