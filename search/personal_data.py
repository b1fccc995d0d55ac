"""Nothing here is about a person who has an account; see `community.members.personal_data`."""

from community.members.personal_data import Columns

REGISTER: dict[str, Columns] = {
    "search.SearchDocument": Columns(
        none="id kind object_id version deleted language body words updated_at ready",
    ),
    "search.SearchClock": Columns(
        none="id epoch version analysis",
    ),
    "search.FinderPage": Columns(
        none="page_ptr entry_type introduction noun facets default_sort translations",
    ),
    "search.SearchLog": Columns(
        none="id day text filters language searches total clicks ranks",
    ),
    "search.Synonym": Columns(
        none="id words language direction also",
    ),
    "search.BestBet": Columns(
        none="id words language entry match starts_on ends_on",
    ),
}
