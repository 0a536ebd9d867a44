"""What a browser would post from the form of a story."""

from typing import Any

from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.html import Page


def address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def opened(client: Client, article: Article) -> dict[str, str]:
    """The form as it is when it is opened: every field with its value."""
    return fields_of(Page.of(client.get(address(article))), "story")


def fields_of(page: Page, form_id: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in page.one(f"form#{form_id}"):
        name = element.attributes.get("name", "")
        if element.tag == "textarea":
            found[name] = "".join(child for child in element.children if isinstance(child, str)).removeprefix("\n")
        elif element.tag == "select":
            found[name] = next((option["value"] for option in element if "selected" in option), "")
        elif element.tag == "input" and element.attributes.get("type") not in ("radio", "submit"):
            found[name] = element.attributes.get("value", "")
    found.pop("csrfmiddlewaretoken", None)
    return found


def post(client: Client, article: Article, typed: dict[str, Any], step: str = "", **more: Any) -> Any:
    return client.post(address(article), {**typed, **({"_step": step} if step else {}), **more})
