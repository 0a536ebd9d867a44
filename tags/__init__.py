"""The vocabulary of hashtags, and the listings by hashtag. May import `articles` and `newsroom.lib`."""
