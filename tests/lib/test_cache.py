"""Every public view names a cache policy; what went wrong is never kept."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from newsroom.lib.cache import POLICIES, made_of, policy

requests = RequestFactory()


def answer(name: str, *, status: int = 200, method: str = "GET", says: str = "news", **headers: str) -> HttpResponse:
    @policy(name)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(says, status=status, headers=headers)

    response = view(requests.generic(method, "/"))
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize("name", POLICIES)
def test_a_good_answer_carries_the_policy_that_the_view_names(name: str) -> None:
    assert answer(name)["Cache-Control"] == POLICIES[name]


def test_a_page_is_asked_for_anew_each_time_and_what_is_private_is_not_kept() -> None:
    assert "max-age=0" in POLICIES["page"]
    assert "must-revalidate" in POLICIES["page"]
    assert "no-store" in POLICIES["private"]
    assert not [name for name, value in POLICIES.items() if "stale" in value]


@pytest.mark.parametrize("status", [301, 304])
def test_a_redirect_is_a_good_answer(status: int) -> None:
    assert answer("page", status=status)["Cache-Control"] == POLICIES["page"]


@pytest.mark.parametrize("status", [400, 403, 404, 410, 500])
def test_an_error_is_never_kept(status: int) -> None:
    assert answer("page", status=status)["Cache-Control"] == POLICIES["private"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("name", sorted(POLICIES.keys() - {"private"}))
def test_what_may_be_kept_is_told_from_what_it_said_before_by_its_etag(name: str, method: str) -> None:
    first, same, other = (answer(name, method=method, says=says)["ETag"] for says in ("news", "news", "old news"))
    assert first == same != other
    assert first.strip('"') != first


def test_a_view_may_name_an_etag_of_its_own() -> None:
    assert answer("page", ETag='"7"')["ETag"] == '"7"'


@pytest.mark.parametrize(("name", "status"), [("private", 200), ("page", 404), ("page", 410)])
def test_what_is_not_kept_has_no_etag(name: str, status: int) -> None:
    assert "ETag" not in answer(name, status=status)


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("HEAD", 200), ("POST", 405), ("PUT", 405)])
def test_a_public_view_answers_get_and_head_only(method: str, status: int) -> None:
    assert answer("page", method=method).status_code == status


def test_what_a_view_raises_goes_on_to_django() -> None:
    @policy("page")
    def view(request: HttpRequest) -> HttpResponse:
        raise Http404

    with pytest.raises(Http404):
        view(requests.get("/"))


def test_nobody_names_a_policy_that_there_is_not() -> None:
    with pytest.raises(KeyError):
        policy("for ever")


def test_a_response_names_what_it_was_made_of() -> None:
    assert (
        made_of(HttpResponse(), "tag-3", "article-12", "article-11")["Surrogate-Key"] == "tag-3 article-12 article-11"
    )
