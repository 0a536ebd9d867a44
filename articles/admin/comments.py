"""The talk about a story."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import talk
from articles.actors import name_of
from articles.admin.beside import SignedAdmin, done, render, sent, shown, story_or_404, told
from articles.desk.base import staff
from articles.errors import TransitionError
from articles.models import Comment

PAGE = "admin:articles_comment_story"


class CommentForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=talk.LIMIT,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("@name tells a person of it."),
    )
    reply_to = forms.IntegerField(required=False, widget=forms.HiddenInput)


@admin.register(Comment)
class CommentAdmin(SignedAdmin):
    """What was said about the stories that this person works on, the newest first."""

    list_display = ["article", "who", "at", "text", "resolved_at", "closer"]
    list_select_related = ["article", "by", "resolved_by"]
    fields = ["article", "parent", "who", "at", "text", "resolved_at", "closer"]
    ordering = ["-pk"]

    @admin.display(description=gettext_lazy("resolved by"))
    def closer(self, comment: Comment) -> str:
        return name_of(comment.resolved_by) if comment.resolved_by else ""

    def has_view_permission(self, request: HttpRequest, obj: Comment | None = None) -> bool:
        return staff(request).has_perm("articles.add_comment")

    def get_urls(self) -> list[Any]:
        return [
            shown("story/<rowid:key>/", threads, "articles_comment_story"),
            done("story/<rowid:key>/say/", say, "articles_comment_say", on=PAGE),
            done("story/<rowid:key>/<rowid:comment_key>/resolve/", resolve, "articles_comment_resolve", on=PAGE),
            *super().get_urls(),
        ]


def threads(request: HttpRequest, key: int, form: CommentForm | None = None) -> HttpResponse:
    article = story_or_404(request, key)
    return render(
        request,
        "comment/story",
        article,
        _("Talk"),
        threads=talk.threads(article),
        form=form or CommentForm(),
        may_talk=talk.may_talk(article, staff(request)),
    )


def say(request: HttpRequest, key: int) -> HttpResponse:
    article = story_or_404(request, key)
    form = CommentForm(request.POST)
    if form.is_valid():
        replied_to = form.cleaned_data["reply_to"]
        parent = get_object_or_404(article.comments, pk=replied_to) if replied_to else None
        try:
            said = talk.say(article, form.cleaned_data["text"], by=staff(request), reply_to=parent)
        except TransitionError as error:
            form.add_error("text", error.blockers)
        else:
            return sent(PAGE, key, to=f"comment-{said.parent_id or said.pk}")
    return threads(request, key, form)


def resolve(request: HttpRequest, key: int, comment_key: int) -> HttpResponse:
    thread = get_object_or_404(story_or_404(request, key).comments, pk=comment_key)
    resolved = request.POST.get("resolved") != "no"
    return told(request, partial(talk.resolve, thread, by=staff(request), resolved=resolved), back_to=PAGE, key=key)
