from search.models.documents import SearchClock, SearchDocument
from search.models.finder import EntryType, FinderPage
from search.models.log import SearchLog

__all__ = ["EntryType", "FinderPage", "SearchClock", "SearchDocument", "SearchLog"]
