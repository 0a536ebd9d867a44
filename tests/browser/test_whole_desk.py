"""Every page of the desk, as each role comes to it by links: the browser has nothing to complain of (`complaints`)."""

import re

import pytest
from django.contrib.auth.models import User

from articles import assigning, drafting, talk, workflow
from tests.articles.plans import planned
from tests.browser.desk import Desk
from tests.factories import COMMAND, make_draft, make_published, make_stored_image, make_tag, make_user

NUMBER = re.compile(r"\d+")
ADDRESSES = """(links) => links
  .filter((link) => link.origin === location.origin && link.pathname.startsWith("/admin/"))
  .map((link) => link.pathname + link.search)"""
NO_PAGES = ("/admin/r/", "/admin/jsi18n/", "/export.csv")


@pytest.mark.parametrize(("role", "least"), [("Reporter", 20), ("Publisher", 35), ("Operator", 3)])
def test_no_page_breaks_the_policy_or_a_script(desk: Desk, role: str, least: int) -> None:
    person = make_user(role)
    furnish(person)
    page = desk(person, "/admin/")
    waiting, seen = ["/admin/"], set[str]()
    while waiting:
        path = waiting.pop(0)
        kind = NUMBER.sub("N", path.partition("?")[0])
        if kind in seen or any(part in kind for part in NO_PAGES):
            continue
        seen.add(kind)
        response = page.goto(path)
        assert response
        assert response.status == 200, path
        assert page.locator("h1").count() == 1, path
        waiting += page.locator("a[href]").evaluate_all(ADDRESSES)
    assert len(seen) >= least, sorted(seen)


def furnish(person: User) -> None:
    """Something of everything."""
    picture = make_stored_image(of_the_house=True)
    make_tag("Ferry", canonical=make_tag("Ferries", picture=picture))
    live = planned(make_published(tags=["Ferries"], lead_image_id=picture.pk)).article
    talk.say(live, "Who says so?", by=make_user("Editor"))
    own, _revision = make_draft(by=person) if person.has_perm("articles.add_article") else make_draft()
    drafting.revise(own, {"headline": "Another"}, by=COMMAND)
    workflow.take(own, "submit", by=COMMAND, revision=own.revisions.latest("number"))
    assigning.assign(own, make_user("Editor"), by=COMMAND)
