from tags.models.distinct import Distinct
from tags.models.event import MergedTagging, TagEvent
from tags.models.suggestion import SuggestionAnswer
from tags.models.tag import Tag
from tags.models.tagging import STORY_LIMIT, Tagging, TooManyHashtags
from tags.models.trend import Trend

__all__ = [
    "STORY_LIMIT",
    "Distinct",
    "MergedTagging",
    "SuggestionAnswer",
    "Tag",
    "TagEvent",
    "Tagging",
    "TooManyHashtags",
    "Trend",
]
