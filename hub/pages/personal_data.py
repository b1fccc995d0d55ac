"""Nothing here is about a person who has an account; see `community.members.personal_data`."""

from community.members.personal_data import Columns

REGISTER: dict[str, Columns] = {
    "pages.HomePage": Columns(
        none="page_ptr lead picks_note body translations",
    ),
    "pages.InfoPage": Columns(
        none="page_ptr introduction body in_footer translations titles",
    ),
}
