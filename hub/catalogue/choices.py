"""Closed lists. The stored values are part of addresses and files, so they never change."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Lifecycle(TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    FINISHED = "finished", _("Finished")
    ARCHIVED = "archived", _("Archived")
    SUPERSEDED = "superseded", _("Superseded")


class Evaluation(TextChoices):
    NONE = "none", _("Not evaluated")
    SELF = "self", _("Evaluated by the people who run it")
    INDEPENDENT = "independent", _("Evaluated by somebody independent")


class Evidence(TextChoices):
    DESCRIBED = "described", _("Described")
    RESULTS = "results", _("Results reported")
    EVALUATED = "evaluated", _("Evaluated")
    INDEPENDENT = "independent", _("Independently evaluated")


class TimeBand(TextChoices):
    HOUR = "hour", _("Up to an hour")
    DAY = "day", _("Up to a day")
    WEEK = "week", _("Up to a week")
    TERM = "term", _("Up to a term")
    YEAR = "year", _("Up to a year")
    ONGOING = "ongoing", _("Ongoing")


class CostBand(TextChoices):
    NONE = "none", _("No cost")
    LOW = "low", _("Under €500")
    MEDIUM = "medium", _("€500 to €5,000")
    HIGH = "high", _("Over €5,000")


class GroupBand(TextChoices):
    ONE = "one", _("One to one")
    SMALL = "small", _("2 to 8")
    CLASS = "class", _("9 to 30")
    LARGE = "large", _("Over 30")
    ANY = "any", _("Any size")


class Difficulty(TextChoices):
    EASY = "easy", _("Easy to start")
    SOME = "some", _("Some experience needed")
    SPECIALIST = "specialist", _("Needs specialists")


class AgeBand(TextChoices):
    EARLY = "0-5", _("0 to 5 years")
    PRIMARY = "6-11", _("6 to 11 years")
    LOWER = "12-15", _("12 to 15 years")
    UPPER = "16-18", _("16 to 18 years")
    ADULT = "19-plus", _("19 years and older")


AGE_BOUNDS: dict[AgeBand, tuple[int, int]] = {
    AgeBand.EARLY: (0, 5),
    AgeBand.PRIMARY: (6, 11),
    AgeBand.LOWER: (12, 15),
    AgeBand.UPPER: (16, 18),
    AgeBand.ADULT: (19, 120),
}


class LinkRole(TextChoices):
    WEBSITE = "website", _("Website")
    MATERIAL = "material", _("Material")
    EVALUATION = "evaluation", _("Evaluation")
    VIDEO = "video", _("Video")
    NEWS = "news", _("News")
    SOURCE = "source", _("Source")


class FileRole(TextChoices):
    GUIDE = "guide", _("Teacher guide")
    LEARNER = "learner", _("Learner sheet")
    TEMPLATE = "template", _("Template")
    EVALUATION = "evaluation", _("Evaluation")
    OTHER = "other", _("Other")


class RelationKind(TextChoices):
    PART_OF = "part-of", _("is part of")
    BASED_ON = "based-on", _("is based on")
    DOCUMENTS = "documents", _("documents")
    EVALUATES = "evaluates", _("evaluates")
    ADAPTS = "adapts", _("adapts")
    SUPERSEDED_BY = "superseded-by", _("is superseded by")


# What the other entry is to the one whose page this is: related by that one, and related to it.
RELATED_BY_THIS = {
    RelationKind.PART_OF: _("This entry is part of it"),
    RelationKind.BASED_ON: _("This entry is based on it"),
    RelationKind.DOCUMENTS: _("Documented by this entry"),
    RelationKind.EVALUATES: _("Evaluated by this entry"),
    RelationKind.ADAPTS: _("Adapted by this entry"),
    RelationKind.SUPERSEDED_BY: _("Supersedes this entry"),
}
RELATED_TO_THIS = {
    RelationKind.PART_OF: _("Part of this entry"),
    RelationKind.BASED_ON: _("Based on this entry"),
    RelationKind.DOCUMENTS: _("Documents this entry"),
    RelationKind.EVALUATES: _("Evaluates this entry"),
    RelationKind.ADAPTS: _("Adapts this entry"),
    RelationKind.SUPERSEDED_BY: _("Superseded by this entry"),
}


class ProblemKind(TextChoices):
    BROKEN_LINK = "broken-link", _("A link or file does not work")
    OUTDATED = "outdated", _("Something is out of date")
    WRONG = "wrong", _("Something is wrong")
    RIGHTS = "rights", _("Rights or privacy are violated")
    OTHER = "other", _("Something else")
