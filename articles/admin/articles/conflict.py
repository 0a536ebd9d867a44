"""Two people wrote on one story: both texts side by side, and each field kept as mine or taken as theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, Media
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles import drafting
from articles.admin.articles import steps
from articles.admin.articles.frame import frame
from articles.admin.articles.words import WordsForm, fields_of, is_untouched, line_of, token_in, words_of
from articles.comparing import Block, compare_blocks
from articles.desk.base import DeskAdmin, staff
from articles.errors import EditConflict, UnusableContent
from articles.models import Article, Revision
from newsroom.lib.differences import both
from newsroom.lib.html import blocks, clean_html, plain_text

RESOLVED = "_resolved"
MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True)
class Difference:
    """A field that two people left different: what to show of each, and which is to be kept."""

    field: BoundField
    mine: str
    theirs: str
    keep: str = MINE

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def blocks(self) -> list[Block]:
        """From theirs to mine, as the page of two revisions shows them."""
        return compare_blocks(self.theirs.splitlines(), self.mine.splitlines())

    @property
    def can_keep_both(self) -> bool:
        return self.name == "body"


def show(
    screen: DeskAdmin, request: HttpRequest, article: Article, *, mine: WordsForm, theirs: Revision | None
) -> HttpResponse:
    """The two texts; every field that I typed travels along, so that another conflict loses nothing either."""
    newest = theirs or article.revisions.latest("number")
    context = {
        **screen.admin_site.each_context(request),
        "title": _("Two people wrote on this story"),
        "subtitle": None,
        "original": article,
        "media": Media(),
        "mine": mine,
        "pressed": request.POST.get("_step", ""),
        "carried": steps.carried(request, article),
        "theirs": newest,
        "base": words_of(newest)["base"],
        "differences": differences(mine, newest, request.POST),
        **frame(screen, request, article),
    }
    return TemplateResponse(request, "admin/articles/article/conflict.html", context, status=409)


def differences(mine: WordsForm, theirs: Revision, kept: Mapping[str, str]) -> list[Difference]:
    other = WordsForm(initial=words_of(theirs))
    pairs = [(field, shown(field), shown(other[name])) for name, field in fields_of(mine)]
    return [
        Difference(field, one, another, kept.get(f"keep-{field.name}") or likely(field))
        for field, one, another in pairs
        if one != another
    ]


def likely(field: BoundField) -> str:
    """What is to be kept unless one chooses otherwise: theirs, where I changed nothing."""
    return THEIRS if is_untouched(field) else MINE


def shown(field: BoundField) -> str:
    """What a person reads of a field's value."""
    value: Any = field.value()
    if field.name == "body":
        return plain_text(clean_html(value or ""))
    if hasattr(field.field, "queryset"):
        return str(field.field.queryset.filter(pk=value).first() or "") if value else ""
    return str(value or "").strip().replace("\r\n", "\n")


def resolve(screen: DeskAdmin, request: HttpRequest, article: Article) -> HttpResponse | None:
    """Save what was chosen, on the words that were shown; where those have changed since, show the conflict again."""
    mine = WordsForm(request.POST)
    newest = article.revisions.latest("number")
    still_shown = newest.token == token_in(request.POST.get("base", ""))
    chosen = WordsForm(choose(mine, newest, request.POST, merge=still_shown))
    if not still_shown or not chosen.is_valid():
        return show(screen, request, article, mine=chosen, theirs=newest)
    try:
        drafting.save(article, chosen.content(), chosen.cleaned_data["tag_names"], by=staff(request), base=newest.token)
    except EditConflict as error:
        return show(screen, request, article, mine=chosen, theirs=error.theirs)
    except UnusableContent as error:
        chosen.add_error(None, error.reasons)
        return show(screen, request, article, mine=chosen, theirs=newest)
    return None


def choose(mine: WordsForm, theirs: Revision, kept: Mapping[str, str], *, merge: bool) -> dict[str, Any]:
    """The posted form with the fields of theirs that were taken. Without `merge`, *both* waits for the next try."""
    words = words_of(theirs)
    words["tag_names"] = line_of(words["tag_names"])
    chosen = {name: mine[name].value() for name in mine.fields}
    chosen |= {name: words[name] for name, _field in fields_of(mine) if kept.get(f"keep-{name}") == THEIRS}
    if merge and kept.get("keep-body") == BOTH:
        chosen["body"] = merged(theirs.body, chosen["body"] or "")
    return chosen


def merged(theirs: str, mine: str) -> str:
    """Both texts, block by block: what is in either is there; where they differ, theirs stands before mine."""
    return "".join(both(blocks(theirs), blocks(clean_html(mine))))
