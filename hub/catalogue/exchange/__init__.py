"""Vocabularies as files: CSV for spreadsheets, SKOS in Turtle for other systems, JSON for what the hub ships."""

from hub.catalogue.exchange.rows import Problem, TermRow, VocabularyFileError, rows_of

__all__ = ["Problem", "TermRow", "VocabularyFileError", "rows_of"]
