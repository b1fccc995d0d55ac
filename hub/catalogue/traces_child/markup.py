"""Names beside comments and tracked changes in one part of an office document; every other byte stays as it was."""

import re
from collections.abc import Callable
from html import escape
from xml.parsers import expat

from people import Findings, Refused

Rule = Callable[[Findings, str], str]

OFFICE = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/office/",
    "http://purl.oclc.org/ooxml/",
    "urn:oasis:names:tc:opendocument:",
    "urn:org:documentfoundation:",
)
ODF = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def file_name(_findings: Findings, path: str) -> str:
    return re.split(r"[\\/]", path)[-1]


def empty(_findings: Findings, _text: str) -> str:
    return ""


def none(_findings: Findings, _text: str) -> str:
    """What Word and Excel write of somebody who has not signed in."""
    return "None"


#: By element and attribute.
ATTRIBUTES: dict[tuple[str, str], Rule] = {
    ("cmAuthor", "name"): Findings.name,
    ("cmAuthor", "initials"): Findings.initials,
    ("author", "name"): Findings.name,
    ("author", "initials"): Findings.initials,
    ("author", "userId"): Findings.account,
    ("author", "providerId"): none,
    ("presenceInfo", "userId"): Findings.account,
    ("presenceInfo", "providerId"): none,
    ("person", "displayName"): Findings.name,
    ("person", "userId"): Findings.account,
    ("person", "providerId"): none,
    ("header", "userName"): Findings.name,
    ("userInfo", "name"): Findings.name,
    ("fileSharing", "userName"): Findings.name,
    ("version-entry", "creator"): Findings.name,
    # Folders of the computer, named after who works there.
    ("absPath", "url"): empty,
}
#: Of Word, on whatever was changed or commented.
WORDS: dict[str, Rule] = {"author": Findings.name, "initials": Findings.initials}
#: What stands between tags, by the namespace and name of the element.
TEXTS: dict[tuple[str, str], Rule] = {
    ("http://purl.org/dc/elements/1.1/", "creator"): Findings.name,
    ("urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "creator-initials"): Findings.initials,
    ("urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", "sender-initials"): Findings.initials,
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "author"): Findings.name,
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", "author"): Findings.name,
    ("http://schemas.microsoft.com/office/infopath/2007/PartnerControls", "DisplayName"): Findings.name,
}
COMMENTS = {"comment", "cm", "threadedComment"}
#: Parts without these words have nothing to find, and no tag of theirs is read.
TELLING = re.compile(
    rb"author|Author|creator|initials|userName|userInfo|displayName|DisplayName|absPath|attachedTemplate|comment"
    rb"|threadedComment|[<:]cm[\s>/]|annotation|change-info"
)
TAG = re.compile(rb"""<[^\s/>]+((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*/?>""")
ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
MAX_DEPTH = 2_000
PIECE = 1_000_000


def without_names(content: bytes, findings: Findings) -> bytes:
    """The part with `Author 1` for whoever wrote there. Raises for what is no sound XML."""
    return Part(content, findings).read() if TELLING.search(content) else content


def is_change(local: str, attribute: str) -> bool:
    """Whether an element with this attribute is what somebody changed: in Excel, in Word."""
    space, _, name = attribute.rpartition(" ")
    in_word = space.startswith(OFFICE) and name == "author" and local != "person"
    return in_word or (local, name) == ("header", "userName")


class Part:
    """One reading of a part, from which changes to its bytes come."""

    def __init__(self, content: bytes, findings: Findings):
        self.content, self.findings = content, findings
        self.changes: list[tuple[int, int, bytes]] = []
        self.depth, self.root = 0, ""
        #: The text that is being read, where it begins, and what becomes of it.
        self.rule: Rule | None = None
        self.text: list[str] = []
        self.begin = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def read(self) -> bytes:
        for begin in range(0, len(self.content), PIECE):
            # The parser copies what it is given.
            self.parser.Parse(self.content[begin : begin + PIECE], False)
        self.parser.Parse(b"", True)
        pieces, at = [], 0
        for begin, end, new in self.changes:
            pieces += [self.content[at:begin], new]
            at = end
        return b"".join([*pieces, self.content[at:]])

    def _start(self, name: str, attributes: list[str]) -> None:
        space, _, local = name.rpartition(" ")
        self.depth += 1
        self.root = self.root or local
        if self.depth > MAX_DEPTH or self.rule:
            raise Refused("there are tags where none should be")
        if space.startswith(OFFICE):
            self._remark(space, local, attributes)
        rules = [self._rule_of(space, local, attribute) for attribute in attributes[::2]]
        if local == "Relationship" and any(value.endswith("/attachedTemplate") for value in attributes[1::2]):
            rules = [file_name if attribute == "Target" else None for attribute in attributes[::2]]
        if any(rules):
            self._change_tag(rules, attributes[1::2])
        self._listen(space, local)

    def _remark(self, space: str, local: str, attributes: list[str]) -> None:
        if local in COMMENTS or (local == "annotation" and space == ODF):
            self.findings.remarks.add("comments")
        elif local == "change-info" or any(is_change(local, name) for name in attributes[::2]):
            self.findings.remarks.add("changes")

    def _rule_of(self, space: str, local: str, attribute: str) -> Rule | None:
        prefix, _, name = attribute.rpartition(" ")
        if prefix.startswith(OFFICE) and name in WORDS:
            return WORDS[name]
        return ATTRIBUTES.get((local, name)) if space.startswith(OFFICE) else None

    def _change_tag(self, rules: list[Rule | None], values: list[str]) -> None:
        """Names first: initials and accounts follow from them."""
        texts = {}
        for place in sorted(range(len(rules)), key=lambda place: rules[place] is not Findings.name):
            rule = rules[place]
            if rule:
                texts[place] = rule(self.findings, values[place])
        tag = self._tag()
        found = ATTRIBUTE.finditer(self.content, tag.start(1), tag.end(1))
        plain = [one for one in found if one[1] != b"xmlns" and not one[1].startswith(b"xmlns:")]
        if len(plain) != len(values):
            raise Refused("a tag is unusual")
        for place in sorted(texts):
            self.changes.append((*plain[place].span(2), b'"%s"' % escape(texts[place]).encode()))

    def _tag(self) -> re.Match[bytes]:
        tag = TAG.match(self.content, self.parser.CurrentByteIndex)
        if not tag:
            raise Refused("a tag is unusual")
        return tag

    def _listen(self, space: str, local: str) -> None:
        """Read the text of this element if it may be a name."""
        is_run = self.root == "comments" and local == "t" and "spreadsheetml" in space
        self.rule = Findings.heading if is_run else TEXTS.get((space, local))
        if self.rule:
            self.begin, self.text = self._tag().end(), []
            self.parser.CharacterDataHandler = self.text.append

    def _end(self, _name: str) -> None:
        self.depth -= 1
        if self.rule:
            old, end = "".join(self.text), self.parser.CurrentByteIndex
            new = self.rule(self.findings, old)
            if new != old and end >= self.begin:
                self.changes.append((self.begin, end, escape(new, quote=False).encode()))
            self.rule, self.parser.CharacterDataHandler = None, None
