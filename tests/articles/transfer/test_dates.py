"""The dates of other houses, read in the site's zone where they name none."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.transfer.dates import UnusableDate, parse_date


@pytest.fixture(autouse=True)
def _site_in_seoul(settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Seoul"


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2012-06-01", "2012-05-31 15:00:00"),
        ("2012-06-01 10:00:00 -0400", "2012-06-01 14:00:00"),
        ("2012-06-01 9:05:00 -0400", "2012-06-01 13:05:00"),
        ("2012-06-01T10:00:00Z", "2012-06-01 10:00:00"),
        ("2012-06-01t10:00:00z", "2012-06-01 10:00:00"),
        ("2012-06-01T10:00:00+00:00", "2012-06-01 10:00:00"),
        ("2012-06-01T10:00+02", "2012-06-01 08:00:00"),
        ("2012-06-01 10:00", "2012-06-01 01:00:00"),
        ("2012-06-01 10:00:00 UTC", "2012-06-01 10:00:00"),
        ("2012-06-01T10:00:00.5Z", "2012-06-01 10:00:00.500000"),
        ("2012-06-01T10:00:00,123456789Z", "2012-06-01 10:00:00.123456"),
        ("  2012-06-01  ", "2012-05-31 15:00:00"),
        ("Fri, 01 Jun 2012 10:00:00 -0400", "2012-06-01 14:00:00"),
        ("1 Jun 2012 10:00:00 GMT", "2012-06-01 10:00:00"),
    ],
)
def test_a_date_is_read_as_it_is_meant(text: str, utc: str) -> None:
    assert parse_date(text) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


NO_DATES = """
    yesterday | 1338559200 | 1338559200000 | 2012 | 2012-06 | 01/06/2012 | 2012-13-01 | 2012-02-30
    2012-06-01T25:00:00Z | 2012-06-01T10:61:00Z | 2012-06-01T10:00:00+99:00 | 2012-06-01T10 | 二〇一二-06-01
    0000-01-01 | 0001-01-01 | 0001-01-01T00:00:00+14:00 | 9999-12-31T23:59:59-12:00
"""


@pytest.mark.parametrize("text", ["", "\ud800", "\0", *filter(None, map(str.strip, re.split("[|\n]", NO_DATES)))])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UnusableDate):
        parse_date(text)


@given(st.text() | st.from_regex(r"[0-9TZ:. +,a-zA-Z-]{1,40}", fullmatch=True))
def test_no_text_does_more_than_to_be_refused(text: str) -> None:
    try:
        assert parse_date(text).utcoffset()
    except UnusableDate:
        return
    except AssertionError:
        assert parse_date(text).tzinfo is UTC


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.timezones()))  # noqa: DTZ001  the zone is given
def test_every_moment_comes_back_from_its_iso_form(when: datetime) -> None:
    moment = when.astimezone(UTC)
    assert parse_date(moment.isoformat()) == moment
