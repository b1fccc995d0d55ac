from community.members.personal_data import Columns

LAW = "Decisions and their reasons must stay accountable; the account behind them has neither name nor address."
DESK = "Who decided must stay known while a decision can be appealed; the account behind it has no name."

REGISTER: dict[str, Columns] = {
    "moderation.Case": Columns(
        none="id kind target_id scope source state flag_count urgent opened_at closed_at",
        erased="claimed_by claimed_at",
    ),
    "moderation.Flag": Columns(none="id case reason created_at", erased="reporter note"),
    "moderation.ModeratorNote": Columns(none="id kind target_id created_at", erased="author", deleted="text"),
    "moderation.CannedReason": Columns(none="id title language ground rule facts sort_order"),
    "moderation.Statement": Columns(
        none="id token kind target_id action ground source automated ends_at created_at reversed_at",
        erased="recipient",
        kept="target_title rule facts",
        why=LAW,
    ),
    "moderation.Decision": Columns(
        none="id case action decided_at statement reversed_at", kept="decided_by explanation", why=DESK
    ),
    "moderation.Sanction": Columns(deleted="id user kind statement starts_at ends_at lifted_at"),
    "moderation.Appeal": Columns(
        none="id decision from_notifier language filed_at state decided_at",
        kept="text answer first_judge_id second_judge_id",
        why=LAW,
    ),
    "moderation.Notice": Columns(
        none="id token kind url language good_faith case received_at told_at",
        erased="name email address",
        kept="explanation",
        why=LAW,
    ),
    "moderation.TermsVersion": Columns(none="id version valid_from language text changes translations"),
    "moderation.TermsAcceptance": Columns(deleted="id user terms accepted_at"),
}
