from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "community.members"
    verbose_name = _("Members")

    def ready(self):
        from community.members import checks, retention  # noqa: F401  (registers the check)
        from community.members.services import idle

        for name, says, run in (
            (
                "idle-accounts-announced",
                _("Who has not signed in for long is told by mail."),
                idle.announce_idle_accounts,
            ),
            ("idle-accounts-erased", _("A month after the mail, they are erased."), idle.erase_idle_accounts),
            ("unconfirmed-accounts", _("Accounts that were never confirmed go."), idle.delete_unconfirmed_accounts),
            ("old-invitations", _("Answered invitations and requests go."), idle.delete_old_invitations),
            ("reporters", _("Addresses left with reports of problems go."), idle.forget_reporters),
            ("ended-sessions", _("Ended sessions go."), idle.delete_ended_sessions),
        ):
            retention.register(retention.Rule(name, says, run))
