"""A time as typed is one instant, or is refused with the two that may be meant."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.desk.wall_clock import WallClockField
from articles.wall_clock import AmbiguousTime, ImpossibleTime, instant
from tests.html import Page
from tests.properties import moderately

DUBLIN = ZoneInfo("Europe/Dublin")
NEW_YORK = ZoneInfo("America/New_York")
SEOUL = ZoneInfo("Asia/Seoul")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # which moves its clocks by half an hour
ZONES = [DUBLIN, NEW_YORK, SEOUL, LORD_HOWE]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("zone", "typed", "meant"),
    [
        (DUBLIN, "2026-07-01T09:00", "2026-07-01T08:00Z"),
        (DUBLIN, "2026-11-24T09:00", "2026-11-24T09:00Z"),
        (NEW_YORK, "2026-07-01T09:00", "2026-07-01T13:00Z"),
        (SEOUL, "2026-10-25T01:30", "2026-10-24T16:30Z"),
        (LORD_HOWE, "2026-07-01T09:00", "2026-06-30T22:30Z"),
        (DUBLIN, "2026-10-25T00:59", "2026-10-24T23:59Z"),
        (DUBLIN, "2026-10-25T02:00", "2026-10-25T02:00Z"),
        (NEW_YORK, "2026-03-08T03:00", "2026-03-08T07:00Z"),
    ],
)
def test_a_time_that_the_clock_shows_once_is_that_instant(zone: ZoneInfo, typed: str, meant: str) -> None:
    assert instant(at(typed), zone) == at(meant)


@pytest.mark.parametrize(
    ("zone", "typed", "first", "second", "told"),
    [
        (DUBLIN, "2026-10-25T01:30", "00:30", "01:30", "01:30 IST (UTC+01:00) or 01:30 GMT (UTC+00:00)"),
        (NEW_YORK, "2026-11-01T01:00", "05:00", "06:00", "01:00 EDT (UTC-04:00) or 01:00 EST (UTC-05:00)"),
        (LORD_HOWE, "2026-04-05T01:45", "14:45", "15:15", "01:45 (UTC+11:00) or 01:45 (UTC+10:30)"),
    ],
)
def test_one_that_it_shows_twice_offers_both(zone: ZoneInfo, typed: str, first: str, second: str, told: str) -> None:
    with pytest.raises(AmbiguousTime) as refused:
        instant(at(typed), zone)
    offered = refused.value.first, refused.value.second
    assert [f"{moment.astimezone(UTC):%H:%M}" for moment in offered] == [first, second]
    assert str(refused.value) == f"The clock is put back on that day and shows {typed[11:]} twice. Choose {told}."
    assert [instant(at(typed), zone, fold=fold) for fold in (0, 1)] == [moment.astimezone(UTC) for moment in offered]


@pytest.mark.parametrize(
    ("zone", "typed", "told"),
    [
        (DUBLIN, "2026-03-29T01:30", "00:30 GMT (UTC+00:00) or 02:30 IST (UTC+01:00)"),
        (NEW_YORK, "2026-03-08T02:00", "01:00 EST (UTC-05:00) or 03:00 EDT (UTC-04:00)"),
        (LORD_HOWE, "2026-10-04T02:15", "01:45 (UTC+10:30) or 02:45 (UTC+11:00)"),
    ],
)
def test_one_that_it_never_shows_offers_one_before_and_one_after(zone: ZoneInfo, typed: str, told: str) -> None:
    with pytest.raises(ImpossibleTime) as refused:
        instant(at(typed), zone)
    assert str(refused.value) == f"The clock is put forward on that day and never shows {typed[11:]}. Give {told}."
    for moment in (refused.value.first, refused.value.second):
        assert instant(moment.replace(tzinfo=None), zone) == moment.astimezone(UTC)
    with pytest.raises(ImpossibleTime):
        instant(at(typed), zone, fold=1)


@moderately
@given(st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_every_instant_comes_back_from_what_the_clock_shows(moment: datetime, zone: ZoneInfo) -> None:
    there = moment.replace(tzinfo=UTC).astimezone(zone)
    assert instant(there.replace(tzinfo=None, fold=0), zone, fold=there.fold) == moment.replace(tzinfo=UTC)


@moderately
@given(st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_what_is_typed_is_what_the_clock_shows_or_is_refused(typed: datetime, zone: ZoneInfo) -> None:
    try:
        meant = instant(typed, zone)
    except (ImpossibleTime, AmbiguousTime) as refused:
        apart = refused.second.astimezone(UTC) - refused.first.astimezone(UTC)
        assert timedelta(0) < apart <= timedelta(hours=1)
    else:
        assert meant.astimezone(zone).replace(tzinfo=None, fold=0) == typed


class Form(forms.Form):
    at = WallClockField(required=False)


class TestField:
    @pytest.fixture(autouse=True)
    def _dublin(self) -> Iterator[None]:
        with timezone.override(DUBLIN):
            yield

    def test_it_gives_the_instant(self) -> None:
        form = Form({"at": "2026-07-01T09:00"})
        assert form.is_valid()
        assert form.cleaned_data["at"] == at("2026-07-01T08:00Z")

    @pytest.mark.parametrize("typed", ["", "  "])
    def test_nothing_is_no_date(self, typed: str) -> None:
        form = Form({"at": typed})
        assert form.is_valid()
        assert form.cleaned_data["at"] is None

    def test_it_names_the_zone_and_offers_no_choice_where_there_is_none(self) -> None:
        page = Page(str(Form(initial={"at": at("2026-07-01T08:00Z")})))
        assert page.one("input")["value"] == "2026-07-01T09:00"
        assert page.one("span.zone").text == "Europe/Dublin"
        assert not page.all("select")
        assert page.one("label")["for"] == page.one("input")["id"]

    def test_a_doubled_time_is_shown_again_with_both_and_then_taken(self) -> None:
        form = Form({"at": "2026-10-25T01:30"})
        assert not form.is_valid()
        page = Page(str(form))
        assert page.one("input")["value"] == "2026-10-25T01:30"
        assert page.texts("option") == ["Which of the two?", "01:30 IST (UTC+01:00)", "01:30 GMT (UTC+00:00)"]
        for fold, meant in [("0", "2026-10-25T00:30Z"), ("1", "2026-10-25T01:30Z")]:
            form = Form({"at": "2026-10-25T01:30", "at_fold": fold})
            assert form.is_valid()
            assert form.cleaned_data["at"] == at(meant)

    def test_an_instant_of_a_doubled_time_keeps_its_choice(self) -> None:
        page = Page(str(Form(initial={"at": at("2026-10-25T01:30Z")})))
        (chosen,) = [option for option in page.all("option") if "selected" in option]
        assert chosen["value"] == "1"

    @pytest.mark.parametrize(
        "typed", ["soon", "2026-13-01T00:00", "2026-03-29T01:30", "0001-01-01T00:00", "9999-12-31T23:59"]
    )
    def test_what_is_no_time_is_refused_and_kept(self, typed: str) -> None:
        form = Form({"at": typed, "at_fold": "x"})
        assert not form.is_valid()
        assert Page(str(form)).one("input")["value"] == typed
