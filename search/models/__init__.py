from search.models.finder import EntryType, FinderPage

__all__ = ["EntryType", "FinderPage"]
