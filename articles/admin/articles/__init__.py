"""Stories at the desk: a file for each side of the one screen."""

from django.contrib import admin

from articles.admin.articles.form import StoryForm
from articles.admin.articles.history import StoryHistory
from articles.admin.articles.listing import StoryList
from articles.admin.articles.previewing import StoryPreview
from articles.models import Article


@admin.register(Article)
class ArticleAdmin(StoryList, StoryHistory, StoryPreview, StoryForm):
    """A story changes by a step, never by a form over its row."""
