"""What a person is told of: their own notices, and nobody else's."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import notices
from articles.admin.beside import BesideAdmin, done
from articles.desk.base import staff
from articles.models import Article, Notice

SHOWN = 50


@admin.register(Notice)
class NoticeAdmin(BesideAdmin):
    """For everybody who has to do with words."""

    def has_view_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        return staff(request).has_perm("articles.view_article")

    def get_urls(self) -> list[Any]:
        return [done("read/", read, "articles_notice_read"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        person = staff(request)
        newest = list(Notice.objects.to(person).select_related("article", "by")[:SHOWN])
        readable = set(
            Article.objects.visible_to(person)
            .filter(pk__in={notice.article_id for notice in newest})
            .values_list("pk", flat=True)
        )
        return TemplateResponse(
            request,
            "admin/articles/notice/list.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Notices"),
                "opts": self.opts,
                "told": [
                    {
                        "notice": notice,
                        "sentence": notices.sentence(notice, readable=notice.article_id in readable),
                        "readable": notice.article_id in readable,
                    }
                    for notice in newest
                ],
                "unread": sum(notice.read_at is None for notice in newest),
            },
        )


def read(request: HttpRequest) -> HttpResponse:
    Notice.objects.to(staff(request)).read()
    return redirect("admin:articles_notice_changelist")
