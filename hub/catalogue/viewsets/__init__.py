"""Vocabularies in the admin: listings, forms, and what can be done with a term."""

from hub.catalogue.viewsets.vocabularies import VocabularyGroup, register_actions

__all__ = ["VocabularyGroup", "register_actions"]
