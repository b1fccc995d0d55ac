from community.members.personal_data import Columns

CASE = "Who submitted, judged and decided what must stay readable; the account behind it has neither name nor address."
REVIEW = "Reviews are what a decision rests on; the account behind them has no name."

REGISTER: dict[str, Columns] = {
    "submissions.EditorialTask": Columns(none="task_ptr"),
    "submissions.Submission": Columns(
        none="id entry kind entry_kind organisation status open created_at changed_at submitted_at responded_at "
        "closed_at due_at withdrawn_at waited_for_author",
        erased="contact handling_editor",
        kept="withdrawn_reason",
        why=CASE,
    ),
    "submissions.Round": Columns(
        none="id submission number revision submitted_at outcome decided_at due_at",
        kept="cover_note submitted_by decided_by letter",
        why=CASE,
    ),
    "submissions.SubmissionEvent": Columns(none="id submission kind audience data created_at", kept="actor", why=CASE),
    "submissions.Message": Columns(none="id submission from_desk audience created_at", kept="author text", why=CASE),
    "submissions.FieldComment": Columns(
        none="id round field parent from_desk audience created_at resolved_at", kept="author text resolved_by", why=CASE
    ),
    "submissions.DraftBuffer": Columns(
        none="submission data base changed version saved_at warned_at",
        kept="saved_by",
        why="The draft belongs to the organisation; the account behind it has no name.",
    ),
    "submissions.Upload": Columns(
        none="id submission image document people consent uploaded_at remarks", kept="uploaded_by", why=CASE
    ),
    "submissions.Declaration": Columns(none="id subject language version text valid_from sort_order"),
    "submissions.Consent": Columns(none="id round declaration given_at", kept="given_by", why=CASE),
    "submissions.ReviewAssignment": Columns(
        none="id round invited_at due_at state answered_at conflict reminded_at",
        erased="conflict_note decline_reason suggestion",
        kept="reviewer invited_by note",
        why=REVIEW,
    ),
    "submissions.Rubric": Columns(none="id title entry_kind active"),
    "submissions.Criterion": Columns(none="id rubric question level_1 level_2 level_3 level_4 sort_order"),
    "submissions.Review": Columns(
        none="id assignment recommendation saved_at sent_at", kept="for_author for_editors", why=REVIEW
    ),
    "submissions.ReviewScore": Columns(none="id review criterion level"),
    "submissions.AssignmentRule": Columns(deleted="id editor theme country language sort_order"),
    "submissions.DuplicateLink": Columns(none="id submission entry likeness verdict", kept="judged_by", why=CASE),
    "submissions.PublishedVersion": Columns(none="id entry number revision round published_at"),
    "submissions.EligibilityQuestion": Columns(
        none="id entry_kind language question expected otherwise sort_order active"
    ),
}
