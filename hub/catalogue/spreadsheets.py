"""Tables that people open in a spreadsheet."""

# A cell that begins like this is run as a formula.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(value: str) -> str:
    """The text as a cell that no spreadsheet runs."""
    return f"'{value}" if value.startswith(_STARTS) else value
