"""Stories by the hundred thousand, for tests of load and of plans. Nothing here is meant to be read twice."""
