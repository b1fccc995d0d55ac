"""Closed lists. The stored values are part of addresses and files, so they never change."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Pace(TextChoices):
    SELF = "self-paced", _("At your own pace")
    INSTRUCTOR = "instructor", _("With a teacher and dates")


class Certificate(TextChoices):
    NONE = "none", _("No certificate")
    FREE = "free", _("Free certificate")
    PAID = "paid", _("Certificate for a fee")


class LanguageLevel(TextChoices):
    """Common European Framework of Reference for Languages."""

    A1 = "a1", "A1"
    A2 = "a2", "A2"
    B1 = "b1", "B1"
    B2 = "b2", "B2"
    C1 = "c1", "C1"
    C2 = "c2", "C2"


class CourseMode(TextChoices):
    ONLINE = "online", _("Online")
    BLENDED = "blended", _("Online and face to face")


class CourseStatus(TextChoices):
    """Follows from the sessions and the day."""

    RUNNING = "running", _("Running now")
    UPCOMING = "upcoming", _("Starts later")
    OPEN = "always-open", _("Always open")
    FINISHED = "finished", _("Finished")


class Purpose(TextChoices):
    """The nine purposes by which the MOOCs4inclusion catalogue sorts free digital learning."""

    HIGHER_EDUCATION = "higher-education", _("Higher education")
    SCHOOL = "school", _("Primary and secondary education")
    SOCIAL_INCLUSION = "social-inclusion", _("Social inclusion")
    LANGUAGE_LEARNING = "language-learning", _("Language learning")
    EMPLOYMENT = "employment", _("Employment")
    TEACHER_TRAINING = "teacher-training", _("Teacher training")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure")
    SUPPORT_PERSONNEL = "support-personnel", _("Support personnel")
    OTHER = "other", _("Other")
