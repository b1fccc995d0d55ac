"""What can go wrong, in words for the person it happens to."""

from django.utils.translation import gettext_lazy as _


class ForumError(Exception):
    """Said to the person as it is; nothing was changed, and what they typed is kept."""

    message = _("This is not possible now.")

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(ForumError):
    message = _("You may not do this here.")


class TopicClosed(ForumError):
    message = _("The topic was closed meanwhile. Your text is kept as a draft.")


class AlreadyDiscussed(ForumError):
    message = _("Somebody opened the discussion of this entry meanwhile. Your text is kept as a draft; add it there.")


class TooFast(ForumError):
    message = _("You have written much in the last hour. Your text is kept; please post it a little later.")


class TooManyLinks(ForumError):
    message = _("New members may post two links at most. Please leave some out.")


class NoAttachments(ForumError):
    message = _("You may attach more files after a few of your posts were approved.")


class EditConflict(ForumError):
    message = _("Somebody changed this post while you were writing. Below is the text as it is now, then yours.")


class DuplicatePost(ForumError):
    """`post` is what was written before."""

    message = _("You have already posted this text.")

    def __init__(self, post):
        super().__init__()
        self.post = post
