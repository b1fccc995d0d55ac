"""What the catalogue holds. `Entry` is the record; start there."""

from hub.catalogue.models.entry import Entry
from hub.catalogue.models.media import HubDocument, HubImage, HubRendition
from hub.catalogue.models.rows import (
    EntryFile,
    EntryLink,
    EntryRelation,
    Keyword,
    ProblemReport,
    ReferenceCounter,
    TaggedEntry,
)
from hub.catalogue.models.terms import (
    VOCABULARIES,
    Audience,
    Country,
    EducationLevel,
    FundingProgramme,
    Language,
    Licence,
    ResourceType,
    Sector,
    Subject,
    TargetGroup,
    Term,
    TermLabel,
    Theme,
    VocabularyClock,
)

__all__ = [
    "VOCABULARIES",
    "Audience",
    "Country",
    "EducationLevel",
    "Entry",
    "EntryFile",
    "EntryLink",
    "EntryRelation",
    "FundingProgramme",
    "HubDocument",
    "HubImage",
    "HubRendition",
    "Keyword",
    "Language",
    "Licence",
    "ProblemReport",
    "ReferenceCounter",
    "ResourceType",
    "Sector",
    "Subject",
    "TaggedEntry",
    "TargetGroup",
    "Term",
    "TermLabel",
    "Theme",
    "VocabularyClock",
]
