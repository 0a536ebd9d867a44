from tags.models.suggestion import SuggestionAnswer
from tags.models.tag import Tag
from tags.models.tagging import STORY_LIMIT, Tagging, TooManyHashtags

__all__ = ["STORY_LIMIT", "SuggestionAnswer", "Tag", "Tagging", "TooManyHashtags"]
