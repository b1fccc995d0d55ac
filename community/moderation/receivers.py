"""What rooms say through the port."""

from community.members.moderation_port import review_needed, review_settled


def connect() -> None:
    review_needed.connect(open_review, dispatch_uid="moderation.open")
    review_settled.connect(settle_review, dispatch_uid="moderation.settle")


def open_review(sender, *, kind: str, pk: int, reason: str, **_: object) -> None:
    from community.moderation.services.cases import open_case

    open_case(kind, pk, source=reason)


def settle_review(sender, *, kind: str, pk: int, **_: object) -> None:
    from community.moderation.services.cases import settle_case

    settle_case(kind, pk)
