"""A story that somebody may read but not write on: the public words, or the last that they wrote themselves."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import drafting
from articles.admin.articles.frame import frame
from articles.desk.base import DeskAdmin, staff
from articles.models import Article, Content


def show(screen: DeskAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    context = {
        **screen.admin_site.each_context(request),
        "title": _("Story"),
        "subtitle": None,
        "original": article,
        "words": words_for(article, request),
        "is_closed": not drafting.is_open(article),
        **frame(screen, request, article),
    }
    return TemplateResponse(request, "admin/articles/article/reading.html", context)


def words_for(article: Article, request: HttpRequest) -> Content:
    """Never another person's draft, but for those who may read them all."""
    person = staff(request)
    revisions = article.revisions.order_by("-number")
    if person.has_perm("articles.view_any_article"):
        return revisions.first() or article
    if Article.objects.published().filter(pk=article.pk).exists():
        return article
    return revisions.filter(author=person).first() or article
