"""The page of one story: open it, save it, take a step with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import drafting
from articles.admin.articles import conflict, differences, links, reading, steps
from articles.admin.articles.frame import frame
from articles.admin.articles.said import done
from articles.admin.articles.words import WordsForm, words_of
from articles.desk.base import DeskAdmin, staff
from articles.desk.states import shown
from articles.errors import EditConflict, TransitionError, UnusableContent
from articles.labels import label
from articles.models import Article, Event, Plan, Revision
from articles.needs import RIVER_HEADLINE
from articles.notices import overtaken_by
from articles.steps import STEPS

SAVED = "saved"
OVERTAKEN = gettext_lazy(
    "A planned change of this story follows other words than those that are public now. It will not be made: drop it, "
    "or plan it anew."
)


def answer(screen: DeskAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    if not screen.has_change_permission(request, article):
        if request.method == "POST":
            raise PermissionDenied
        return reading.show(screen, request, article)
    if request.method != "POST":
        return show(screen, request, article)
    if conflict.RESOLVED in request.POST:
        return conflict.resolve(screen, request, article) or resolved(screen, request, article)
    return save(screen, request, article)


def resolved(screen: DeskAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    messages.success(request, _("Saved."))
    return after(screen, request, article, steps.carried(request, article))


def after(
    screen: DeskAdmin, request: HttpRequest, article: Article, typed: Mapping[str, Mapping[str, str]]
) -> HttpResponse:
    """Back at the form, where what was typed for a step that was not taken still stands."""
    if not typed:
        return back(article)
    article.refresh_from_db()
    may_write = screen.has_change_permission(request, article)
    offers = steps.offers(article, article.revisions.latest("number"), staff(request)) if may_write else []
    open_now = {offer.step for offer in offers}
    if open_now & steps.NOTED:
        open_now.add(steps.ANY)
    for step in typed.keys() - open_now:
        kept = {"step": label(step), "text": " · ".join(typed[step].values())}
        messages.info(request, _("For the step “%(step)s”, which is not open now, you had typed: %(text)s") % kept)
    return show(screen, request, article, typed=typed, is_saved=True) if may_write else back(article)


def save(screen: DeskAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """Save first, then take the step that was pressed: where that is blocked, what was typed is safe already."""
    form = WordsForm(request.POST)
    typed = steps.carried(request, article)
    if not form.is_valid():
        return show(screen, request, article, form=form, typed=typed)
    try:
        revision = drafting.save(
            article, form.content(), form.cleaned_data["tag_names"], by=staff(request), base=form.cleaned_data["base"]
        )
    except EditConflict as error:
        return conflict.show(screen, request, article, mine=form, theirs=error.theirs)
    except UnusableContent as error:
        form.add_error(None, error.reasons)
        return show(screen, request, article, form=form, typed=typed)
    return step_after_saving(screen, request, article, revision)


def step_after_saving(screen: DeskAdmin, request: HttpRequest, article: Article, revision: Revision) -> HttpResponse:
    step, typed = steps.posted(request)
    if not step:
        return resolved(screen, request, article)
    others = steps.carried(request, article)
    own = others.pop(step, {})
    if step in steps.NOTED:
        others.pop(steps.ANY, None)
    seen = request.POST.get("version", "")
    if seen.isdecimal():
        article.version = int(seen)
    try:
        steps.require_no_other_date(step, own, typed)
        event = steps.take(article, revision, step, typed, by=staff(request))
    except (TransitionError, EditConflict, steps.UnusableDate) as error:
        article.refresh_from_db()
        return show(screen, request, article, tried=step, typed={**others, step: own | typed}, why=reasons_of(error))
    messages.success(request, done(article, event))
    if overtaken_by(event):
        messages.warning(request, OVERTAKEN)
    return after(screen, request, article, others)


def back(article: Article) -> HttpResponse:
    """To the form, which is told by its address that the words kept on the device are saved now."""
    return redirect(f"{reverse('admin:articles_article_change', args=[article.pk])}?{SAVED}=1")


def reasons_of(error: Exception) -> list[str]:
    return error.blockers if isinstance(error, TransitionError) else [str(error)]


def last_return(article: Article, newest: Revision) -> Event | None:
    """Why the words came back, while they are being mended."""
    if newest.stage not in Revision.UNFINISHED:
        return None
    about_words = [step for step, row in STEPS.items() if row.stages]
    last = article.events.filter(step__in=about_words).select_related("by").first()
    return last if last and last.step == "return" else None


def next_change(article: Article, offered: Sequence[steps.Offer], by: User) -> Plan | None:
    """What is planned, for those who could publish something else before."""
    publishes = any(STEPS[offer.step].to_stage == Revision.Stage.PUBLISHED for offer in offered)
    return article.plans.waiting().first() if publishes and by.has_perm("articles.view_plan") else None


def show(
    screen: DeskAdmin,
    request: HttpRequest,
    article: Article,
    *,
    form: WordsForm | None = None,
    tried: str = "",
    typed: Mapping[str, Mapping[str, str]] | None = None,
    why: list[str] | None = None,
    is_saved: bool = False,
) -> HttpResponse:
    """The form; `tried`, `typed` and `why` tell of a step that could not be taken."""
    newest = article.revisions.select_related("author", "lead_image").latest("number")
    offered = steps.offers(article, newest, staff(request), typed)
    context: dict[str, Any] = {
        **screen.admin_site.each_context(request),
        "title": _("Story"),
        "subtitle": str(article),
        "original": article,
        "object_id": str(article.pk),
        "media": Media(),
        "form": form or WordsForm(initial=words_of(newest)),
        "revision": newest,
        "offers": offered,
        "next": next((offer for offer in offered if offer.is_next), None),
        "takes_note": any(offer.step in steps.NOTED for offer in offered),
        "note": steps.note_in(typed or {}),
        "planned": next_change(article, offered, staff(request)),
        "returned": last_return(article, newest),
        "tried": label(tried),
        "why": why or [],
        "differs": differences.from_live(article, newest),
        "shown": shown(article),
        "headline_length": RIVER_HEADLINE,
        "broken": links.broken(newest.body, request.get_host()),
        "is_saved": is_saved or bool(why) or SAVED in request.GET,
        **frame(screen, request, article),
    }
    return TemplateResponse(request, "admin/articles/article/change_form.html", context)
