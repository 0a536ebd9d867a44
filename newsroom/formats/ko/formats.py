"""How the desk writes an instant in a stock column: as everywhere else on it."""

DATETIME_FORMAT = "d-m-Y H:i"
SHORT_DATETIME_FORMAT = DATETIME_FORMAT
SHORT_DATE_FORMAT = "d-m-Y"
