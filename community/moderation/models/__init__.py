"""What moderators work on, what they decide and why, and how it is undone."""

from community.moderation.models.cases import CannedReason, Case, Flag, ModeratorNote
from community.moderation.models.decisions import Appeal, Decision, Sanction, Statement
from community.moderation.models.law import Notice, TermsAcceptance, TermsVersion

__all__ = [
    "Appeal",
    "CannedReason",
    "Case",
    "Decision",
    "Flag",
    "ModeratorNote",
    "Notice",
    "Sanction",
    "Statement",
    "TermsAcceptance",
    "TermsVersion",
]
