"""What every form for a text does: attach, preview, keep as a draft, post; and never lose the text."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from community.forum import queries
from community.forum.errors import DuplicatePost, ForumError
from community.forum.forms import PostForm, about_of
from community.forum.models import Post
from community.forum.presentation import localised
from community.forum.services import following
from community.forum.services.attachments import attach, take_off
from community.forum.services.writing import rendered

#: What can be done with a text before it is posted, each with a button of its own.
STEPS = ("preview", "draft", "attach", "take_off")


class Composer:
    """One request with a form for a text. `status` is the answer’s, `posted` leads to the post."""

    def __init__(self, request: HttpRequest, form: PostForm, *, place: str):
        self.request, self.form, self.place = request, form, place
        self.posted, self.preview, self.saved, self.held = "", "", False, False
        self.step = next((name for name in STEPS if name in request.POST), "")
        if self.step == "take_off":
            take_off(request.POST["take_off"], uploader=request.user)
        self.valid = request.method == "POST" and form.is_valid()
        if self.step:
            self._forgive()
        if self.valid:
            self._attach()
            self._preview_or_keep()

    @property
    def wants_to_post(self) -> bool:
        return self.valid and not self.held and not self.step

    def _forgive(self) -> None:
        """What is missing is missing only when the text is posted; a preview needs a text."""
        blank = not self.form.data.get("body", "").strip() and self.step != "preview"
        for name in set(self.form.errors) - ({"upload", "alt"} if blank else {"body", "upload", "alt"}):
            del self.form.errors[name]
        self.valid = not self.form.errors

    @property
    def status(self) -> int:
        return 200 if not self.form.errors else 422

    @property
    def context(self) -> dict:
        files = self.form.kept_files if self.form.is_bound and hasattr(self.form, "cleaned_data") else []
        return {
            "form": self.form,
            "place": self.place,
            "preview": self.preview,
            "saved": self.saved,
            "held": self.held,
            "files": files,
            "newcomer": queries.is_newcomer(self.request.user),
        }

    def post(self, write: Callable[[], Post]) -> bool:
        """Whether the text was posted. If not, the form says why and the text is kept."""
        if self.form.is_from_a_program:
            self.posted = "/"
            return True
        try:
            self._check_pace()
            self.posted = write().get_absolute_url()
        except DuplicatePost as error:
            messages.info(self.request, str(error))
            self.posted = error.post.get_absolute_url()
        except (ForumError, ValidationError) as error:
            self.form.add_error(None, str(error) if isinstance(error, ForumError) else error)
            self._keep()
        return bool(self.posted)

    def _check_pace(self) -> None:
        if queries.is_newcomer(self.request.user):
            self.form.check_pace()

    def _attach(self) -> None:
        upload = self.form.cleaned_data.get("upload")
        if not upload:
            return
        try:
            kept = attach(upload, uploader=self.request.user, alt=self.form.cleaned_data.get("alt", ""))
        except ValidationError as error:
            self.form.add_error("upload", error)
            self.valid = False
            return
        self.form.cleaned_data["attached"] = f"{self.form.cleaned_data.get('attached') or ''} {kept.key}".strip()
        self.form.data = self.form.data.copy()
        self.form.data["attached"], self.form.data["alt"] = self.form.cleaned_data["attached"], ""
        # What is posted is read at once: who attaches it decides before, not after.
        self.held = bool(kept.remarks)

    def _preview_or_keep(self) -> None:
        if self.step == "preview":
            self.preview = localised(rendered(self.form.cleaned_data["body"]).html)
        if self.step == "draft":
            self._keep()
            self.saved = True

    def _keep(self) -> None:
        title, body = self.form.data.get("title", "")[:160], self.form.cleaned_data.get("body", "")
        about = about_of(self.form.data)
        following.save_draft(user=self.request.user, place=self.place, title=title, body=body, about=about)
