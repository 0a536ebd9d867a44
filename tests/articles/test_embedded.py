"""The credit and the caption that a file brings along: read from EXIF, IPTC and XMP, and offered in the form."""

import io
from struct import pack
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL.ExifTags import Base

from articles import pictures
from articles.embedded import Words
from newsroom.lib import xmp
from tests.factories import make_user

BYLINE, CREDIT, COPYRIGHT, CAPTION = 80, 110, 116, 120
DC, PS = 'xmlns:dc="http://purl.org/dc/elements/1.1/"', 'xmlns:ps="http://ns.adobe.com/photoshop/1.0/"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


def written(kind: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    Pillow.new("RGB", (30, 20), "red").save(file, kind, **options)
    return file.getvalue()


def with_exif(tags: dict[int, str], kind: str = "JPEG") -> bytes:
    exif = Pillow.Exif()
    for tag, text in tags.items():
        exif[tag] = text
    return written(kind, exif=exif)


def with_iptc(*fields: tuple[int, bytes]) -> bytes:
    """A JPEG as an agency sends it: its words in a resource of Photoshop's, in the marker APP13."""
    words = b"".join(pack(">BBBH", 0x1C, 2, dataset, len(text)) + text for dataset, text in fields)
    resource = b"8BIM" + pack(">HHI", 0x0404, 0, len(words)) + words + b"\0" * (len(words) % 2)
    marker = b"Photoshop 3.0\0" + resource
    jpeg = written()
    return jpeg[:2] + pack(">HH", 0xFFED, len(marker) + 2) + marker + jpeg[2:]


def packet(inside: str, attributes: str = "") -> bytes:
    description = f'<rdf:Description rdf:about="" {DC} {PS} {attributes}>{inside}</rdf:Description>'
    text = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {RDF}>{description}</rdf:RDF></x:xmpmeta>'
    return f'<?xpacket begin="" id="W5M0"?>{text}<?xpacket end="w"?>'.encode() + b" " * 50


def words_of(data: bytes) -> Words:
    return pictures.encode(io.BytesIO(data)).words


class TestEXIF:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
    def test_artist_and_description(self, kind: str) -> None:
        data = with_exif({Base.Artist: "Ida  Moor", Base.ImageDescription: "The quay\nat dawn."}, kind)
        assert words_of(data) == ("The quay at dawn.", "Ida Moor")

    def test_who_has_the_rights_where_nobody_is_named_who_made_it(self) -> None:
        assert words_of(with_exif({Base.Copyright: "The Skerry Post"})).credit == "The Skerry Post"
        assert words_of(with_exif({Base.Artist: "Ida Moor", Base.Copyright: "The Skerry Post"})).credit == "Ida Moor"

    def test_what_a_camera_says_of_itself_is_no_caption(self) -> None:
        assert words_of(with_exif({Base.ImageDescription: "BRANNAY DIGITAL CAMERA"})).caption == ""

    def test_letters_beyond_ascii(self) -> None:
        exif = Pillow.Exif()
        exif[Base.Artist] = "Éire Ní Dhálaigh 무대".encode()
        assert words_of(written(exif=exif)).credit == "Éire Ní Dhálaigh 무대"


class TestIPTC:
    def test_photographer_agency_and_caption(self) -> None:
        data = with_iptc((BYLINE, b"Ida Moor"), (CREDIT, b"Skerry Pictures"), (CAPTION, "Das Café.".encode()))
        assert words_of(data) == ("Das Café.", "Ida Moor/Skerry Pictures")

    def test_several_photographers(self) -> None:
        assert words_of(with_iptc((BYLINE, b"Ida Moor"), (BYLINE, b"Mara Quill"))).credit == "Ida Moor, Mara Quill"

    def test_the_rights_where_nobody_is_named(self) -> None:
        assert words_of(with_iptc((COPYRIGHT, b"The Skerry Post"))).credit == "The Skerry Post"

    def test_of_old_files_in_an_old_encoding(self) -> None:
        assert words_of(with_iptc((BYLINE, "Zoë".encode("latin-1")))).credit == "Zoë"

    def test_an_agency_named_in_the_byline_is_named_once(self) -> None:
        data = with_iptc((BYLINE, b"Ida Moor/Skerry Pictures"), (CREDIT, b"Skerry Pictures"))
        assert words_of(data).credit == "Ida Moor/Skerry Pictures"

    def test_controls_do_not_come_in(self) -> None:
        assert words_of(with_iptc((CAPTION, b"The\0 quay\x07\r\nat dawn."))).caption == "The quay at dawn."


class TestXMP:
    @pytest.mark.parametrize("kind", ["JPEG", "WEBP", "AVIF"])
    def test_elements_with_lists(self, kind: str) -> None:
        inside = (
            "<dc:creator><rdf:Seq><rdf:li>Ida Moor</rdf:li><rdf:li>Mara Quill</rdf:li></rdf:Seq></dc:creator>"
            '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">The quay &amp; a boat.</rdf:li>'
            '<rdf:li xml:lang="de">Der Kai.</rdf:li></rdf:Alt></dc:description>'
            "<ps:Credit>Skerry Pictures</ps:Credit>"
        )
        assert words_of(written(kind, xmp=packet(inside))) == (
            "The quay & a boat.",
            "Ida Moor, Mara Quill/Skerry Pictures",
        )

    def test_attributes(self) -> None:
        assert words_of(written(xmp=packet("", 'ps:Credit="Skerry Pictures"'))).credit == "Skerry Pictures"

    def test_a_document_type_is_refused(self) -> None:
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
        assert xmp.texts_in(bomb) == {}
        assert words_of(written(xmp=bomb)) == ("", "")

    def test_a_tower_of_elements_is_left(self) -> None:
        assert xmp.texts_in(b"<a>" * 100_000) == {}

    @given(st.binary(max_size=200))
    def test_no_packet_does_more_than_to_say_nothing(self, data: bytes) -> None:
        xmp.texts_in(b"<x>" + data)


class TestOffered:
    def test_what_is_too_long_for_its_column_is_left_out_not_cut(self) -> None:
        data = with_iptc((CAPTION, b"word " * 200), (CREDIT, b"x" * 201), (COPYRIGHT, b"The Skerry Post"))
        assert words_of(data) == ("", "The Skerry Post")

    @pytest.mark.django_db
    def test_in_the_form_of_the_picture(self, client: Client) -> None:
        client.force_login(make_user("Editor"))
        data = with_iptc((BYLINE, b"Ida Moor"), (CAPTION, b"The quay at dawn."))
        answer = client.post(
            "/admin/articles/image/add/", {"pictures": [SimpleUploadedFile("a.jpg", data)]}, follow=True
        )
        assert answer.context["adminform"].form.initial["credit"] == "Ida Moor"
        assert answer.context["adminform"].form.initial["caption"] == "The quay at dawn."
        assert b"Ida Moor" in answer.content

    @pytest.mark.django_db
    def test_what_somebody_says_goes_before(self) -> None:
        data = with_iptc((BYLINE, b"Ida Moor"), (CAPTION, b"The quay at dawn."))
        picture = pictures.take_in(io.BytesIO(data), credit="The Skerry Post", caption="")
        assert (picture.credit, picture.caption) == ("The Skerry Post", "")

    def test_the_stored_picture_has_none_of_it(self) -> None:
        data = with_iptc((BYLINE, b"Ida Moor"), (CAPTION, b"The quay at dawn."))
        assert b"Ida" not in pictures.encode(io.BytesIO(data)).data
