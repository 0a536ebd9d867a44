"""What a database is asked for by the hundred."""

import pytest
from django.db import connection

from newsroom.lib.lookups import Among, AmongPairs
from tags.models import Tag
from tests.factories import make_tag


@pytest.mark.django_db
def test_values_by_the_hundred_are_found_as_they_are_spelled() -> None:
    names = ["a,b", "{a}", 'say "a"', "it's a", "back\\slash", "NULL", "%s", "재생에너지"]
    tags = [make_tag(name) for name in names]
    make_tag("Another")
    assert set(Tag.objects.filter(Among("name", [*names, "nobody"]))) == set(tags)
    assert set(Tag.objects.filter(Among("pk", [tag.pk for tag in tags]))) == set(tags)
    assert set(Tag.objects.exclude(Among("name", names)).values_list("name", flat=True)) == {"Another"}
    assert not Tag.objects.filter(Among("name", [])).exists()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is given them one by one")
def test_values_by_the_hundred_go_as_one() -> None:
    sql, params = Tag.objects.filter(Among("key", [f"tag{number}" for number in range(500)])).query.sql_with_params()
    assert "= ANY (%s)" in sql
    assert len(params) == 1


@pytest.mark.django_db
def test_pairs_are_found_as_pairs() -> None:
    for name, description in (("A", "one"), ("B", "two"), ("C", "one")):
        tag = make_tag(name)
        tag.description = description
        tag.save()
    wanted = [("A", "one"), ("B", "one"), ("B", "two"), ("C", "it's {two}, 100 %"), ("nobody", "")]
    found = Tag.objects.filter(AmongPairs(("name", "description"), wanted))
    assert set(found.values_list("name", flat=True)) == {"A", "B"}
    others = Tag.objects.exclude(AmongPairs(("name", "description"), wanted))
    assert set(others.values_list("name", flat=True)) == {"C"}
    assert not Tag.objects.filter(AmongPairs(("name", "description"), [])).exists()
