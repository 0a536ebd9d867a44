"""What may stand in an address: tighter than Django's own converters, so that no address can upset a database."""

from datetime import date

from django.urls import register_converter


class RowId:
    """The id of a row: what fits a 64-bit column, without leading zeros."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Day:
    """A day of the calendar as `2026/11/24`."""

    regex = "[0-9]{4}/[0-9]{2}/[0-9]{2}"

    def to_python(self, value: str) -> date:
        year, month, day = (int(part) for part in value.split("/"))
        return date(year, month, day)  # a ValueError means: this address does not match

    def to_url(self, value: date) -> str:
        return f"{value:%Y/%m/%d}" if value.year > 999 else f"{value.year:04}/{value:%m/%d}"


class FeedForm:
    """How a feed is written: the end of its address."""

    regex = "rss|atom|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Month:
    """A month of the calendar as `2026-11`: its first day."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")  # a ValueError means: this address does not match

    def to_url(self, value: date) -> str:
        return value.isoformat()[:7]


class Count:
    """A number from nought on, which times ten thousand still fits a row's id."""

    regex = "0|[1-9][0-9]{0,12}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


def register() -> None:
    register_converter(RowId, "rowid")
    register_converter(Day, "day")
    register_converter(FeedForm, "form")
    register_converter(Month, "month")
    register_converter(Count, "count")
