from community.members.personal_data import Columns

REGISTER: dict[str, Columns] = {
    "notifications.Preference": Columns(deleted="id user scope rhythm"),
    "notifications.Notification": Columns(deleted="id recipient kind context url dedupe_key created_at read_at"),
    "notifications.Outbox": Columns(
        deleted="id recipient address kind language context url reply_to dedupe_key digest bundled created_at "
        "send_after claimed_at status sent_at attempts last_error"
    ),
}
