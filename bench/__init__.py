"""`make bench` (`python -m bench`): what a page costs, and whether it costs the same among more stories."""
