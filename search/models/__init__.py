from search.models.documents import SearchClock, SearchDocument
from search.models.finder import EntryType, FinderPage
from search.models.log import SearchLog
from search.models.steering import BestBet, Rule, Synonym

__all__ = ["BestBet", "EntryType", "FinderPage", "Rule", "SearchClock", "SearchDocument", "SearchLog", "Synonym"]
