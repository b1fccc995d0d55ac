"""How practices and projects are shown."""

from typing import Any

from django.utils.translation import gettext as _

from hub.catalogue.choices import CostBand, Difficulty, GroupBand, TimeBand
from hub.catalogue.presentation import Fact, Presentation, Row, Section, presents, words
from hub.catalogue.presentation.linked_data import Address, organisation, places


@presents("practice")
class PracticePresentation(Presentation):
    """A practice answers the questions of somebody who wants to do it too."""

    @property
    def effort(self) -> Fact:
        band = TimeBand(self.entry.time_band).label if self.entry.time_band else ""
        return Fact(_("How long"), band or self.entry.time_note, self.entry.time_note if band else "", self.lang)

    @property
    def cost(self) -> Fact:
        band = CostBand(self.entry.cost_band).label if self.entry.cost_band else ""
        return Fact(_("What it costs"), band or self.entry.cost_note, self.entry.cost_note if band else "", self.lang)

    def own_data(self, address: Address) -> dict[str, Any]:
        return {**super().own_data(address), "learningResourceType": str(self.kind_label)}

    def own_sections(self) -> list[Section | None]:
        entry = self.entry
        return [
            self.text("why", _("Why was it needed?"), entry.context),
            self.text("what", _("What do they do?"), entry.approach),
            self.steps,
            self.takes,
            self.results_section,
            self.text("lessons", _("What did they learn?"), entry.lessons),
            self.text(
                "transfer",
                _("What to watch when you do it elsewhere"),
                entry.transfer,
                short=_("Doing it elsewhere"),
            ),
        ]

    @property
    def steps(self) -> Section | None:
        if not self.entry.steps:
            return None
        return Section("steps", _("How to do it, step by step"), "steps", self.entry.steps, short=_("How to do it"))

    @property
    def takes(self) -> Section | None:
        entry = self.entry
        group = GroupBand(entry.group_band).label if entry.group_band else ""
        difficulty = Difficulty(entry.difficulty).label if entry.difficulty else ""
        rows = [
            Row(_("People"), entry.people, lang=self.lang),
            Row(_("Time"), self.effort.value, self.effort.note, lang=self.lang),
            Row(_("Cost"), self.cost.value, self.cost.note, lang=self.lang),
            Row(_("Group size"), group),
            Row(_("Difficulty"), difficulty),
            Row(_("Materials"), entry.materials, lang=self.lang),
        ]
        return self.rows("takes", _("What does it take?"), rows)

    def price_row(self) -> Row:
        # What it costs is told under "What does it take?".
        return Row("")


@presents("project")
class ProjectPresentation(Presentation):
    """A project has aims, a time, a budget and people who ran it."""

    schema_type = "Project"

    def own_data(self, address: Address) -> dict[str, Any]:
        """For schema.org a project is an organisation for a time."""
        entry = self.entry
        return {
            "alternateName": entry.acronym,
            "parentOrganization": organisation(self.author),
            "foundingDate": entry.start.isoformat() if entry.start else "",
            "dissolutionDate": entry.end.isoformat() if entry.end else "",
            "funder": [organisation(label) for label in self.labels("funding_programmes")],
            "areaServed": places(self.labels("countries")),
            "knowsAbout": self.labels("themes"),
        }

    @property
    def author(self) -> str:
        return super().author or self.entry.coordinator

    @property
    def effort(self) -> Fact:
        return Fact(_("When"), words.years(self.entry.start, self.entry.end), self.stage)

    @property
    def cost(self) -> Fact:
        return Fact(_("Budget"), words.euro(self.entry.budget), words.short_list(self.labels("funding_programmes"), 1))

    def own_sections(self) -> list[Section | None]:
        return [
            self.text("aims", _("What is it for?"), self.entry.objectives),
            self.text("what", _("What is done?"), self.entry.description),
            self.results_section,
        ]

    def own_details(self) -> list[Row]:
        entry = self.entry
        dates = [words.day(entry.start), words.day(entry.end)]
        return [
            Row(_("Acronym"), entry.acronym),
            Row(_("Coordinator"), entry.coordinator),
            Row(_("Budget"), words.euro(entry.budget)),
            Row(_("From, to"), " – ".join(filter(None, dates))),
        ]

    def price_row(self) -> Row:
        return Row("")
