from articles.models.article import Article, is_public, is_unexpired
from articles.models.assignment import Assignment
from articles.models.comment import Comment
from articles.models.content import CONTENT_COLUMNS, Content
from articles.models.correction import Correction
from articles.models.draft_text import DraftText
from articles.models.epoch import Epoch
from articles.models.event import Event
from articles.models.image import Image
from articles.models.import_run import ImportRun
from articles.models.notice import Notice
from articles.models.old_address import OldAddress
from articles.models.ping import Ping
from articles.models.plan import Plan
from articles.models.presence import Presence
from articles.models.preview_link import PreviewLink
from articles.models.revision import Revision
from articles.models.search_text import SearchText
from articles.models.section import Section
from articles.models.source import Source
from articles.models.story_picture import StoryPicture

__all__ = [
    "CONTENT_COLUMNS",
    "Article",
    "Assignment",
    "Comment",
    "Content",
    "Correction",
    "DraftText",
    "Epoch",
    "Event",
    "Image",
    "ImportRun",
    "Notice",
    "OldAddress",
    "Ping",
    "Plan",
    "Presence",
    "PreviewLink",
    "Revision",
    "SearchText",
    "Section",
    "Source",
    "StoryPicture",
    "is_public",
    "is_unexpired",
]
