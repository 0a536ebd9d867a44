"""How long ago: younger than seven days in words, older as a date in the site's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from newsroom.lib.times import label, labels

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        (timedelta(0), "just now"),
        (timedelta(seconds=59, microseconds=999_999), "just now"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(minutes=2) - timedelta.resolution, "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=6, hours=23, minutes=59), "6 days ago"),
        (timedelta(days=7) - timedelta.resolution, "6 days ago"),
        (timedelta(days=7), "17-11-2026"),
        (timedelta(days=501), "11-07-2025"),
        (NOW - datetime(476, 9, 4, 12, tzinfo=UTC), "04-09-0476"),
        (-timedelta.resolution, "24-11-2026"),
        (-timedelta(days=40), "03-01-2027"),
    ],
)
def test_the_label_of_an_age(age: timedelta, shown: str) -> None:
    assert label(NOW - age, NOW) == shown


def test_it_is_in_the_readers_language() -> None:
    with translation.override("ko"):
        assert label(NOW - timedelta(hours=3), NOW) == "3시간 전"


def test_a_date_is_that_of_the_sites_zone() -> None:
    evening = datetime(2026, 1, 1, 20, tzinfo=UTC)
    with timezone.override(ZoneInfo("Asia/Seoul")):
        assert label(evening, NOW) == "02-01-2026"


def test_many_labels_are_in_the_language_and_the_zone_of_the_moment_they_are_asked_for() -> None:
    with translation.override("ko"), timezone.override(ZoneInfo("Asia/Seoul")):
        label_of = labels(NOW)
    assert label_of(NOW - timedelta(hours=157, minutes=11)) == "6일 전"
    assert label_of(datetime(2026, 1, 1, 20, tzinfo=UTC)) == "02-01-2026"
    with translation.override("ko"):
        assert label(NOW - timedelta(hours=157, minutes=11), NOW) == "6일 전"
    assert label(NOW - timedelta(hours=157, minutes=11), NOW) == "6 days ago"
