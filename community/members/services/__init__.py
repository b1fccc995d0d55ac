from community.members.services.groups import ensure_groups

__all__ = ["ensure_groups"]
