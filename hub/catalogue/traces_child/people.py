"""Who wrote in a document, and what is found of it."""

MAX_UNPACKED = 300_000_000


class Refused(Exception):
    """The document stays as it was."""


class Findings:
    """What a document holds besides its text.

    Everybody gets a name that says no more than who wrote the same: `Author 1`, `Author 2`. `known` is by the name that
    stood there. `last` is whose name was asked for last, since initials and accounts stand beside a name.
    """

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.last = 0
        self.remarks: set[str] = set()
        self._left = MAX_UNPACKED

    def name(self, text: str) -> str:
        """The name that stands in the place of this one. Excel links comments by names that begin with `tc=`."""
        if not text.strip() or text.startswith("tc={"):
            return text
        self.last = self.known.setdefault(text.strip(), len(self.known) + 1)
        return f"Author {self.last}"

    def initials(self, _text: str) -> str:
        return f"A{self.last or ''}"

    def account(self, _text: str) -> str:
        return f"Author {self.last}" if self.last else "Author"

    def heading(self, text: str) -> str:
        """Excel begins a comment with the name of its author and a colon."""
        name, colon, rest = text.partition(":")
        return f"{self.name(name)}:{rest}" if colon and name.strip() in self.known else text

    def unpack(self, size: int) -> None:
        """Raises `Refused` for what grows too big."""
        self._left -= size
        if self._left < 0:
            raise Refused("it is too big once it is unpacked")
