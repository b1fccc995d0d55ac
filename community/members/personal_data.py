"""What the hub keeps about people, column by column, and what becomes of it when somebody leaves.

Every room has a file of this name with a `REGISTER`. A column that is in none fails the tests: whoever adds it decides
here, before anybody's data is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


@dataclass(frozen=True)
class Columns:
    """The columns of one model, as words in a text.

    `none` say nothing about a person. `erased` are emptied when the person leaves, `deleted` go with their row,
    `kept` stay, for the reason in `why`.
    """

    none: str = ""
    erased: str = ""
    deleted: str = ""
    kept: str = ""
    why: str = ""

    @property
    def names(self) -> list[str]:
        return [name for part in (self.none, self.erased, self.deleted, self.kept) for name in part.split()]


def registers() -> Iterator[tuple[str, Columns]]:
    """Every model that any room registers."""
    for config in apps.get_app_configs():
        if find_spec(f"{config.name}.personal_data"):
            yield from import_module(f"{config.name}.personal_data").REGISTER.items()


HISTORY = "Who did what must stay readable; the account behind it has neither name nor address."

REGISTER: dict[str, Columns] = {
    "members.User": Columns(
        none="id is_superuser is_staff is_active groups user_permissions idle_notice_at",
        erased="password email display_name about language first_name last_name last_login",
        kept="date_joined erased_at",
        why=HISTORY,
    ),
    "members.Organisation": Columns(none="id name slug country website about verified"),
    "members.Membership": Columns(deleted="id user organisation role joined_at"),
    "members.Invitation": Columns(
        none="id organisation role created_at expires_at closed_at",
        deleted="email",
        kept="invited_by accepted_by",
        why="Until half a year after it is closed: owners see who invited whom.",
    ),
    "members.JoinRequest": Columns(
        deleted="id organisation user message created_at decided_at accepted", kept="decided_by", why=HISTORY
    ),
    # The catalogue lies below this room, so its columns are registered here.
    "catalogue.Entry": Columns(
        none="page_ptr reference summary plain_summary language cover region latitude longitude "
        "usable_elsewhere usable_elsewhere_note age_from age_to search_keywords organisation start "
        "end lifecycle grant_number evaluation evaluation_method people_reached results licence "
        "free_of_charge login_required accessibility_notes last_verified_at verify_due_at source "
        "source_id source_url imported_at locked_fields is_example featured completeness withdrawn_at "
        "withdrawn_reason sectors target_groups audiences countries themes subjects education_levels "
        "content_languages tags partners funding_programmes",
        kept="verified_by withdrawn_by",
        why=HISTORY,
    ),
    "catalogue.HubImage": Columns(
        none="id collection title file description width height created_at focal_point_x focal_point_y "
        "focal_point_width focal_point_height file_size file_hash alt_text credit licence private tags",
        kept="uploaded_by_user",
        why=HISTORY,
    ),
    "catalogue.HubRendition": Columns(
        none="id filter_spec file width height focal_point_key image",
    ),
    "catalogue.HubDocument": Columns(
        none="id collection title file created_at file_size file_hash language licence private tags",
        kept="uploaded_by_user",
        why=HISTORY,
    ),
    "catalogue.Keyword": Columns(
        none="id name slug",
    ),
    "catalogue.TaggedEntry": Columns(
        none="id tag content_object",
    ),
    "catalogue.EntryLink": Columns(
        none="id sort_order entry url label role",
    ),
    "catalogue.EntryFile": Columns(
        none="id sort_order entry document role",
    ),
    "catalogue.EntryRelation": Columns(
        none="id sort_order entry kind target",
    ),
    "catalogue.ProblemReport": Columns(
        none="id entry kind text created_at handled_at", deleted="email", kept="handled_by", why=HISTORY
    ),
    "catalogue.ReferenceCounter": Columns(
        none="id last",
    ),
    "catalogue.TermLabel": Columns(
        none="id content_type object_id language label also edited",
    ),
    "catalogue.Sector": Columns(
        none="id code uri parent description sort_order active replaced_by",
    ),
    "catalogue.TargetGroup": Columns(
        none="id code uri parent description sort_order active replaced_by",
    ),
    "catalogue.Audience": Columns(
        none="id code uri parent description sort_order active replaced_by",
    ),
    "catalogue.Theme": Columns(
        none="id code uri parent description sort_order active replaced_by",
    ),
    "catalogue.Subject": Columns(
        none="id code uri parent description sort_order active replaced_by",
    ),
    "catalogue.EducationLevel": Columns(
        none="id code uri parent description sort_order active replaced_by",
    ),
    "catalogue.Country": Columns(
        none="id code uri parent description sort_order active replaced_by",
    ),
    "catalogue.Language": Columns(
        none="id code uri parent description sort_order active replaced_by autonym",
    ),
    "catalogue.ResourceType": Columns(
        none="id code uri parent description sort_order active replaced_by",
    ),
    "catalogue.Licence": Columns(
        none="id code uri parent description sort_order active replaced_by url may_use may_adapt may_share "
        "may_sell recommended",
    ),
    "catalogue.FundingProgramme": Columns(
        none="id code uri parent description sort_order active replaced_by",
    ),
    "catalogue.VocabularyClock": Columns(
        none="id version",
    ),
    # Of the packages below us: what points to a person.
    "wagtailusers.UserProfile": Columns(deleted="user"),
    "wagtailadmin.EditingSession": Columns(deleted="user"),
    "wagtailadmin.FormState": Columns(deleted="user"),
    "wagtailcore.APIToken": Columns(deleted="user"),
    "wagtailcore.PageSubscription": Columns(deleted="user"),
    "wagtailcore.ModelLogEntry": Columns(kept="user", why=HISTORY),
    "wagtailcore.PageLogEntry": Columns(kept="user", why=HISTORY),
    "wagtailcore.Revision": Columns(kept="user", why=HISTORY),
    "wagtailcore.UploadedFile": Columns(kept="uploaded_by_user", why=HISTORY),
    "wagtailcore.WorkflowState": Columns(kept="requested_by", why=HISTORY),
    "wagtailcore.TaskState": Columns(kept="finished_by", why=HISTORY),
    "wagtailcore.Page": Columns(kept="owner locked_by", why=HISTORY),
    "wagtailcore.Comment": Columns(kept="user resolved_by", why=HISTORY),
    "wagtailcore.CommentReply": Columns(kept="user", why=HISTORY),
    "wagtailimages.Image": Columns(kept="uploaded_by_user", why=HISTORY),
    "wagtaildocs.Document": Columns(kept="uploaded_by_user", why=HISTORY),
    "account.EmailAddress": Columns(deleted="id user email verified primary"),
    "account.EmailConfirmation": Columns(deleted="id email_address created sent key"),
    "mfa.Authenticator": Columns(deleted="id user type data created_at last_used_at"),
    "usersessions.UserSession": Columns(
        deleted="id user created_at ip last_seen_at session_key user_agent data",
    ),
    "sessions.Session": Columns(deleted="session_key session_data expire_date"),
}
