"""How MOOCs and learning resources are shown."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.catalogue.choices import Lifecycle, LinkRole
from hub.catalogue.presentation import Fact, LinkLine, Presentation, Row, Section, presents, words
from hub.catalogue.presentation.linked_data import Address, organisation
from resources import linked_data
from resources.choices import Certificate, CourseMode, CourseStatus, Pace, Purpose
from resources.rules import course_status


@dataclass(frozen=True)
class SessionLine:
    """One run of a course as a line of the table. `tone` colours the state."""

    start: str
    end: str
    enrolment_until: str
    state: str
    tone: str


class OnAnotherSite(Presentation):
    """Something that lies on another site, so that the way there comes first."""

    def own_data(self, address: Address) -> dict[str, Any]:
        return {**super().own_data(address), "sameAs": self.main_link.url if self.main_link else ""}

    @property
    def main_link(self) -> LinkLine | None:
        wanted = [LinkRole.WEBSITE.label, LinkRole.MATERIAL.label, LinkRole.VIDEO.label]
        links = [link for role in wanted for link in self.links if link.role == role]
        if links:
            return links[0]
        source = self.entry.source_url
        return LinkLine(source, _("Website"), LinkRole.SOURCE.label) if source else None


@presents("mooc")
class MoocPresentation(OnAnotherSite):
    """A course: when it runs comes before what is in it."""

    schema_type = "Course"

    def own_data(self, address: Address) -> dict[str, Any]:
        return {
            **super().own_data(address),
            "provider": organisation(self.entry.provider),
            "hasCourseInstance": linked_data.runs(self.entry, self.runs),
            "offers": linked_data.offer(self.entry),
        }

    @property
    def author(self) -> str:
        return super().author or self.entry.provider

    @property
    def place(self) -> str:
        return CourseMode(self.entry.mode).label

    @property
    def period(self) -> str:
        today = timezone.localdate()
        status = course_status(self.entry.always_open, [(run.start, run.end) for run in self.runs], today)
        coming = min((run.start for run in self.runs if run.start > today), default=None)
        if status == CourseStatus.UPCOMING and coming:
            return _("Next start %(date)s") % {"date": words.day(coming)}
        return str(status.label)

    @cached_property
    def runs(self) -> list:
        return list(self.entry.sessions.all())

    @property
    def effort(self) -> Fact:
        weeks, hours = self.entry.weeks, self.entry.hours_per_week
        total = ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks} if weeks else ""
        each = ""
        if hours:
            shown = number_format(hours, decimal_pos=0 if hours == int(hours) else 1)
            each = ngettext("%(count)s hour a week", "%(count)s hours a week", round(hours)) % {"count": shown}
        return Fact(_("Effort"), total or each, each if total else "")

    @property
    def cost(self) -> Fact | None:
        price = self.entry.price
        free = price == 0 or (price is None and self.entry.free_of_charge)
        value = _("Free of charge") if free else words.euro(price)
        note = Certificate(self.entry.certificate).label if self.entry.certificate else ""
        return Fact(_("Price"), value or note, note if value else "")

    @property
    def languages(self) -> Fact:
        level = self.entry.language_level
        note = _("from level %(level)s") % {"level": level.upper()} if level else ""
        return Fact(_("Languages"), words.short_list(self.labels("content_languages")), note)

    def own_sections(self) -> list[Section | None]:
        return [
            self.sessions,
            self.text("what", _("What is it about?"), self.entry.description),
            self.results_section,
        ]

    @property
    def sessions(self) -> Section | None:
        today = timezone.localdate()
        lines = [session_line(run, today) for run in sorted(self.runs, key=lambda run: run.start, reverse=True)]
        if self.entry.always_open:
            lines.insert(0, SessionLine(_("Any day"), "–", "–", _("Open"), "good"))
        if not lines:
            return None
        return Section("sessions", _("When does it run?"), "sessions", lines, own_words=False)

    def own_details(self) -> list[Row]:
        entry = self.entry
        return [
            Row(_("Provider"), entry.provider),
            Row(_("Platform"), entry.platform),
            Row(_("Purpose"), words.listed(str(purpose.label) for purpose in Purpose if purpose in entry.purposes)),
            Row(_("Mode"), CourseMode(entry.mode).label),
            Row(_("Pace"), Pace(entry.pace).label if entry.pace else ""),
            Row(_("Certificate"), Certificate(entry.certificate).label if entry.certificate else ""),
        ]

    @property
    def main_link_label(self) -> str:
        return _("Go to the course")


def session_line(run, today: date) -> SessionLine:
    if run.end and run.end < today:
        state, tone = _("Over"), ""
    elif run.start > today:
        state, tone = _("Announced"), "info"
    else:
        state, tone = _("Running"), "good"
    dates = (words.day(value) or "–" for value in (run.start, run.end, run.enrolment_until))
    return SessionLine(*dates, state, tone)


@presents("resource")
class ResourcePresentation(OnAnotherSite):
    """Learning material: what it is, how long it takes, where to get it."""

    def own_data(self, address: Address) -> dict[str, Any]:
        entry = self.entry
        return {
            **super().own_data(address),
            "learningResourceType": entry.resource_type.label() if entry.resource_type else "",
            "timeRequired": f"PT{entry.minutes}M" if entry.minutes else "",
        }

    @property
    def place(self) -> str:
        kind = self.entry.resource_type
        return words.listed(filter(None, [kind.label() if kind else "", super().place]))

    @property
    def period(self) -> str:
        # That material is "running" says nothing.
        return "" if self.entry.lifecycle == Lifecycle.RUNNING else super().period

    @property
    def effort(self) -> Fact:
        return Fact(_("How long"), words.duration(self.entry.minutes))

    def own_sections(self) -> list[Section | None]:
        return [
            self.text("what", _("What is it?"), self.entry.description),
            self.text("needs", _("What else is needed?"), self.entry.materials, plain=True),
            self.results_section,
        ]

    @property
    def main_link_label(self) -> str:
        return _("Go to the material")
