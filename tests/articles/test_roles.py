"""The roles that migrations make are those of the code."""

from itertools import pairwise

import pytest
from django.contrib.auth.models import Group

from articles.roles import EDITOR, OPERATOR, PUBLISHER, REPORTER, ROLES
from articles.steps import STEPS
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def permissions(group: Group) -> set[str]:
    rows = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{app_label}.{codename}" for app_label, codename in rows}


def test_there_is_a_group_for_each_role_and_no_other() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == ROLES.keys()


@pytest.mark.parametrize("role", ROLES)
def test_it_has_exactly_the_permissions_of_the_role(role: str) -> None:
    assert permissions(Group.objects.get(name=role)) == set(ROLES[role])
    assert make_user(role).get_all_permissions() == set(ROLES[role])


def test_each_holds_all_that_the_one_before_it_does() -> None:
    assert all(set(lower) < set(higher) for lower, higher in pairwise([REPORTER, EDITOR, PUBLISHER]))


def test_every_step_is_somebodys() -> None:
    assert {step.permission for step in STEPS.values()} <= set(PUBLISHER)


def test_an_operator_has_no_words() -> None:
    assert not set(OPERATOR) & set(PUBLISHER)


@pytest.mark.parametrize("role", ROLES)
def test_no_role_removes_people_or_stories_or_makes_anybody_more_than_a_role(role: str) -> None:
    forbidden = {"auth.delete_user", "auth.add_group", "auth.change_group", "articles.delete_article"}
    assert not forbidden & set(ROLES[role])
