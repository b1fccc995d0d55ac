from community.members.models import User
from community.notifications.kinds import Kind
from community.notifications.models import Preference, Scope


def wants_mail(user: User, kind: Kind, preference: Preference | None) -> bool:
    """Whether a mail of this kind may go to this person. Without a preference, everything may."""
    if not user.is_active or not user.email:
        return False
    if kind.essential or preference is None or preference.scope == Scope.ALL:
        return True
    return preference.scope == Scope.MUST_ACT and kind.must_act


def may_follow(user: User, url: str) -> bool:
    """Whether this link is for this person: only staff get links into the administration."""
    return not url.startswith("/admin/") or user.has_perm("wagtailadmin.access_admin")
