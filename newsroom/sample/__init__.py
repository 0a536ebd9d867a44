"""The sample newsroom: an invented country's news week, and the code that loads it."""
