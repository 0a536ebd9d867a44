"""The story and all that an editor does to it. Imports `newsroom.lib` and nothing else of ours.

The hashtags of a story live in `tags`, above this app: reach them by `article.taggings` and `article.tags`.
"""
