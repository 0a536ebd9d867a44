from collections.abc import Iterable
from typing import Any, Self

from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from newsroom.lib.database import shared
from newsroom.lib.lookups import Among
from tags.names import KEY_LENGTH, NAME_LENGTH, clean_name, hashtag_of, key_of


class TagQuerySet(models.QuerySet["Tag"]):
    def canonical(self) -> Self:
        return self.filter(canonical=None)

    def live(self) -> Self:
        """What a reader may see: not hidden, no alias, and with a public story. One index probe a tag."""
        from tags.models.tagging import Tagging

        return self.canonical().filter(Exists(Tagging.objects.live().filter(tag=OuterRef("pk"))), hidden=False)

    def by_names(self, names: Iterable[str]) -> dict[str, int]:
        """The id of the hashtag that each name stands for: an alias gives its canonical tag, a new name a new tag.

        A new tag is called as it is spelled first. At most three statements for any number of names. Raises
        `UnusableName` before anything is written.
        """
        keys = {name: key_of(name) for name in names}
        found = self._ids_by_key(keys.values())
        if missing := {key: name for name, key in reversed(keys.items()) if key not in found}:
            new = [Tag.named(name) for name in reversed(missing.values())]
            self.bulk_create(new, ignore_conflicts=True)  # somebody may have made one just now
            found |= self._ids_by_key(missing)
        return {name: found[key] for name, key in keys.items()}

    def meant_by(self, names: Iterable[str]) -> set[int]:
        """The ids of the hashtags that are there under these names, or under an alias that somebody wrote."""
        found = self.filter(key__in={key_of(name) for name in names}).values_list("pk", "canonical_id")
        return {canonical or pk for pk, canonical in found}

    def held(self, ids: Iterable[int]) -> dict[int, int]:
        """Where each hashtag leads that may have been merged since its id was read; none is merged from here on.

        Until the transaction ends a merge of one of them waits, so that no story is left hanging on an alias. One
        statement on PostgreSQL (two when there was such a merge), none on SQLite, where writers come one by one.
        """
        leads = {id: id for id in ids}
        wanted = set(leads)
        while wanted and connection.features.has_select_for_update:
            rows = dict(shared(self.filter(Among("pk", wanted)).order_by("pk").values_list("pk", "canonical_id")))
            leads = {id: rows.get(lead) or lead for id, lead in leads.items()}
            wanted = {lead for lead in rows.values() if lead}
        return leads

    def _ids_by_key(self, keys: Iterable[str]) -> dict[str, int]:
        rows = self.filter(Among("key", set(keys))).values_list("key", "pk", "canonical_id")
        return {key: canonical_id or pk for key, pk, canonical_id in rows}

    def broken_aliases(self) -> Self:
        """The auditor of “aliases are one deep”: aliases of an alias. Empty, or `check_integrity` says so."""
        return self.filter(canonical__canonical__isnull=False)


class Tag(TagBase):
    """A hashtag, or an alias of one. `key` makes it one of a kind; `hashtag` is how its address is spelled."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH, unique=True)
    slug = None  # type: ignore[assignment]  # taggit's ASCII-minded slug; ours is `hashtag`
    key = models.CharField(_("key"), max_length=KEY_LENGTH, unique=True, editable=False)
    hashtag = models.CharField(_("hashtag"), max_length=NAME_LENGTH * 4, editable=False)
    description = models.TextField(_("description"), max_length=1000, blank=True)
    picture = models.ForeignKey(
        "articles.Image",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tags",
        limit_choices_to={"of_the_house": True},
        help_text=_("A picture of the house: readers can load it without a story."),
    )
    canonical = models.ForeignKey(
        "self",
        verbose_name=_("alias of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aliases",
        limit_choices_to={"canonical": None},
    )
    hidden = models.BooleanField(
        _("hidden"),
        default=False,
        help_text=_("For the desk only: readers never see it, and its page is not found."),
    )
    indexed = models.BooleanField(
        _("for search engines"),
        default=False,
        editable=False,
        help_text=_("Has enough stories and is not long silent: judged by `manage.py tend`."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = TagQuerySet.as_manager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name = _("hashtag")
        verbose_name_plural = _("hashtags")
        ordering = ["key"]
        indexes = [
            # The sitemap's pages of hashtags.
            models.Index(fields=["id"], name="tag_for_search_engines", condition=Q(indexed=True)),
        ]
        constraints = [
            models.CheckConstraint(
                name="tag_name_fits",
                condition=LessThanOrEqual(Length("name"), NAME_LENGTH),  # SQLite takes a VARCHAR(60) lightly
                violation_error_message=_("A hashtag has at most 60 characters."),
            ),
            models.CheckConstraint(
                name="tag_has_a_key",
                condition=~Q(key="") & ~Q(hashtag=""),
                violation_error_message=_("A hashtag needs at least one letter, digit or symbol."),
            ),
            models.CheckConstraint(
                name="tag_is_not_its_own_alias",
                condition=Q(canonical__isnull=True) | ~Q(canonical=F("pk")),
                violation_error_message=_("A hashtag cannot be an alias of itself."),
            ),
        ]
        permissions = [("merge_tag", _("Can merge hashtags")), ("rename_tag", _("Can rename a hashtag"))]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def named(cls, name: str, **fields: Any) -> Self:
        """An unsaved tag with its hashtag and key. Raises `UnusableName`."""
        name = clean_name(name)
        return cls(name=name, hashtag=hashtag_of(name), key=key_of(name), **fields)

    def save(self, *args: Any, **kwargs: Any) -> None:
        models.Model.save(self, *args, **kwargs)  # TagBase.save() makes slugs, one query a try

    def get_absolute_url(self) -> str:
        return reverse("hashtag", args=[self.hashtag])
