"""Nothing here is about a person who has an account; see `community.members.personal_data`."""

from community.members.personal_data import Columns

REGISTER: dict[str, Columns] = {
    "practices.PracticePage": Columns(
        none="entry_ptr context approach steps people time_band time_note cost_band cost_note group_band "
        "difficulty materials lessons transfer",
    ),
    "practices.ProjectPage": Columns(
        none="entry_ptr acronym objectives description coordinator budget",
    ),
}
