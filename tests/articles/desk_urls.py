"""A desk with screens that ours has not: with a foreign key to a story, once as a list and once as a type-ahead."""

from django.urls import path

from articles.admin.articles import ArticleAdmin
from articles.desk.base import DeskAdmin
from articles.desk.site import Desk
from articles.models import Article, Correction, Event, Source
from newsroom.urls import urlpatterns as of_the_site


class Chosen(DeskAdmin):
    fields = ["article", "text"]


class TypedAhead(DeskAdmin):
    fields = ["article", "note"]
    autocomplete_fields = ["article"]


class WithStories(DeskAdmin):
    """A source whose removal would list what hangs on it."""


site = Desk()
for model, screen in ((Article, ArticleAdmin), (Correction, Chosen), (Event, TypedAhead), (Source, WithStories)):
    site.register(model, screen)

urlpatterns = [path("admin/", site.urls), *of_the_site]
