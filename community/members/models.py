from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Finds accounts by e-mail address, whatever its case."""

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who signs in. The e-mail address is the login and private; the display name is public."""

    username = None
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(
        _("display name"), max_length=80, blank=True, help_text=_("Shown to everybody who visits the hub.")
    )
    language = models.CharField(
        _("language"), max_length=8, default="en", help_text=_("In which mails to this person are written.")
    )
    about = models.TextField(
        _("about you"), max_length=500, blank=True, help_text=_("Two or three sentences others may read.")
    )
    idle_notice_at = models.DateTimeField(_("told that the account will be removed"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="members_user_email_any_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        """What Wagtail shows of a person."""
        return self.display_name or super().get_full_name()

    @property
    def public_name(self) -> str:
        """What others read. Never the address, even where somebody gave no name."""
        if self.erased_at:
            return gettext("Former member")
        return self.display_name or gettext("Member without a name")


class Organisation(models.Model):
    """Who runs a practice or project, such as a school, an NGO or a ministry."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    country = models.ForeignKey(
        "catalogue.Country", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    website = models.URLField(_("website"), max_length=500, blank=True)
    about = models.TextField(_("what the organisation does"), max_length=1000, blank=True)
    verified = models.BooleanField(
        _("verified"), default=False, help_text=_("An editor has checked that it exists and who speaks for it.")
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("name", "country", name="members_organisation_once_per_country"),
            # For a database, no country differs from no country.
            models.UniqueConstraint(
                "name", condition=models.Q(country=None), name="members_organisation_once_without_country"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")


class Membership(models.Model):
    """What a person may do for an organisation: owners look after its people, editors write, viewers read along."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.EDITOR)
    joined_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint("user", "organisation", name="members_membership_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"


class Invitation(models.Model):
    """An offer to join, sent to an address. It is open until accepted, declined, withdrawn or expired."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.EDITOR)
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="invitations_sent", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="invitations_accepted", verbose_name=_("accepted by")
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=models.Q(closed_at=None),
                name="members_invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.expires_at > timezone.now()


class JoinRequest(models.Model):
    """Somebody asks to join. Owners decide; where there is none, the hub's editors."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="join_requests", verbose_name=_("organisation")
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="join_requests", verbose_name=_("person"))
    message = models.TextField(_("message"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    accepted = models.BooleanField(_("accepted"), null=True, blank=True)

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "organisation", "user", condition=models.Q(decided_at=None), name="members_request_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.organisation}"
