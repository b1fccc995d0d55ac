"""Nothing here is about a person who has an account; see `community.members.personal_data`."""

from community.members.personal_data import Columns

REGISTER: dict[str, Columns] = {
    "resources.MoocPage": Columns(
        none="entry_ptr description provider platform always_open hours_per_week weeks pace certificate "
        "price language_level purposes mode",
    ),
    "resources.MoocSession": Columns(
        none="id sort_order course start end enrolment_until",
    ),
    "resources.ResourcePage": Columns(
        none="entry_ptr description resource_type minutes materials",
    ),
}
