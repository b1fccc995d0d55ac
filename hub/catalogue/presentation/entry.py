"""What every page of an entry shows. A type of entry adds its own facts and sections by a subclass."""

from collections.abc import Callable
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hub.catalogue import covers
from hub.catalogue.choices import Lifecycle, LinkRole
from hub.catalogue.evidence import LEVELS, explain
from hub.catalogue.presentation import words
from hub.catalogue.presentation.linked_data import LinkedData
from hub.catalogue.presentation.parts import EntryLine, Fact, FileLine, LinkLine, Results, Row, Section
from hub.catalogue.vocabulary import vocabulary_of

PRESENTATIONS: dict[str, type["Presentation"]] = {}


def presents(kind: str) -> Callable[[type["Presentation"]], type["Presentation"]]:
    """Says which class shows entries of this kind."""

    def register(presentation: type["Presentation"]) -> type["Presentation"]:
        PRESENTATIONS[kind] = presentation
        return presentation

    return register


def present(entry) -> "Presentation":
    """The presentation of a specific entry."""
    return PRESENTATIONS.get(entry.kind, Presentation)(entry)


class Presentation(LinkedData):
    """An entry as its page shows it, in the language of the interface."""

    def __init__(self, entry) -> None:
        self.entry = entry

    @property
    def kind(self) -> str:
        # An entry read as the base class does not know its kind.
        return self.entry.kind or self.entry.specific_class.kind

    def line(self, reason: str = "") -> EntryLine:
        """The entry as a line of a list."""
        entry = self.entry
        return EntryLine(
            reference=entry.reference,
            url=entry.url,
            kind=self.kind,
            kind_label=self.kind_label,
            title=entry.title,
            lang=self.lang,
            cover_sector=self.cover_sector,
            reason=reason,
        )

    # ---------------------------------------------------------------- Head
    @property
    def kind_label(self) -> str:
        return capfirst(self.entry.specific_class._meta.verbose_name)

    @cached_property
    def lang(self) -> str:
        term = vocabulary_of("language").by_pk.get(self.entry.language_id)
        return term.code if term else ""

    @property
    def lang_label(self) -> str:
        return vocabulary_of("language").label(self.lang)

    def labels(self, field: str) -> list[str]:
        return [term.label() for term in getattr(self.entry, field).all()]

    @property
    def cover_sector(self) -> str:
        return covers.sector_of(self.entry.reference, [sector.code for sector in self.entry.sectors.all()])

    @property
    def author(self) -> str:
        """Whose it is."""
        return self.entry.organisation.name if self.entry.organisation else ""

    @property
    def place(self) -> str:
        names = words.short_list(self.labels("countries"), 3)
        return words.listed(filter(None, [self.entry.region, names]))

    @property
    def stage(self) -> str:
        return str(Lifecycle(self.entry.lifecycle).label)

    @property
    def period(self) -> str:
        """When it happened and whether it goes on."""
        return words.listed(filter(None, [self.stage, words.years(self.entry.start, self.entry.end)]))

    @property
    def head_facts(self) -> list[Fact]:
        """The six facts that decide; those nobody filled in are left out."""
        facts = [self.for_whom, self.effort, self.cost, self.evidence, self.languages, self.verified]
        return [fact for fact in facts if fact and fact.value]

    @property
    def for_whom(self) -> Fact:
        entry = self.entry
        used_by = words.short_list(self.labels("audiences"), 2)
        notes = [words.ages(entry.age_from, entry.age_to), _("used by: %(audiences)s") % {"audiences": used_by}]
        note = words.listed(filter(None, notes if used_by else notes[:1]))
        return Fact(_("For whom"), words.short_list(self.labels("target_groups"), 2), note)

    @property
    def effort(self) -> Fact | None:
        return None

    @property
    def cost(self) -> Fact | None:
        if self.entry.free_of_charge is None:
            return None
        return Fact(_("Price"), _("Free of charge") if self.entry.free_of_charge else _("Not free of charge"))

    @property
    def evidence(self) -> Fact:
        evidence = self.entry.evidence
        anchor = "results" if self.results_section else ""
        return Fact(_("Evidence"), evidence.label, explain(evidence), level=LEVELS[evidence], anchor=anchor)

    @property
    def languages(self) -> Fact:
        return Fact(_("Languages"), words.short_list(self.labels("content_languages")))

    @property
    def verified(self) -> Fact:
        if not self.entry.last_verified_at:
            return Fact(_("Last verified"), _("Not yet verified"))
        due = self.entry.verify_due_at
        note = _("to be checked again in %(date)s") % {"date": words.month(due)} if due else ""
        return Fact(_("Last verified"), words.day(self.entry.last_verified_at), note)

    # ---------------------------------------------------------------- Text
    @cached_property
    def sections(self) -> list[Section]:
        """The filled sections in reading order, without those of the foot."""
        return [section for section in [self.easy, *self.own_sections(), self.details_section] if section]

    def own_sections(self) -> list[Section | None]:
        """What the type of entry adds between the easy-language summary and the details."""
        return [self.results_section]

    @property
    def easy(self) -> Section | None:
        return self.text("easy", _("In easy words"), self.entry.plain_summary, plain=True)

    def text(self, anchor: str, heading: str, content: str, short: str = "", plain: bool = False) -> Section | None:
        """A section of running text, if there is any."""
        return Section(anchor, heading, "plain" if plain else "text", content, short) if content else None

    def rows(self, anchor: str, heading: str, rows: list[Row], short: str = "") -> Section | None:
        filled = [row for row in rows if row.text or row.links or row.note]
        return Section(anchor, heading, "rows", filled, short, own_words=False) if filled else None

    @cached_property
    def results_section(self) -> Section | None:
        entry = self.entry
        links = tuple(link for link in self.links if link.role == LinkRole.EVALUATION.label)
        if not (entry.results or entry.people_reached or entry.evaluation_method or links):
            return None
        level = entry.evidence
        content = Results(
            text=entry.results,
            people_reached=entry.people_reached,
            level=LEVELS[level],
            label=level.label,
            explanation=explain(level),
            method=entry.evaluation_method,
            links=links,
        )
        return Section("results", _("What changed?"), "results", content)

    @cached_property
    def details_section(self) -> Section | None:
        entry = self.entry
        rows = [
            *self.own_details(),
            *(self.term_row(field, label) for field, label in self.detail_fields()),
            Row(_("Partners"), words.listed(partner.name for partner in entry.partners.all())),
            Row(_("Grant number"), entry.grant_number),
            Row(_("Usable elsewhere"), self.usable_elsewhere, entry.usable_elsewhere_note, lang=self.lang),
            self.price_row(),
            Row(_("Account"), {True: _("Needed"), False: _("Not needed")}.get(entry.login_required, "")),
            Row(_("Accessibility"), entry.accessibility_notes, lang=self.lang),
            self.licence_row,
        ]
        return self.rows("details", _("Details"), rows)

    def own_details(self) -> list[Row]:
        return []

    def price_row(self) -> Row:
        return Row(self.cost.label, self.cost.value, self.cost.note) if self.cost else Row("")

    def detail_fields(self) -> list[tuple[str, str]]:
        return [
            ("sectors", _("Sectors")),
            ("target_groups", _("Target groups")),
            ("audiences", _("Used by")),
            ("themes", _("Themes")),
            ("subjects", _("Subjects")),
            ("education_levels", _("Education levels")),
            ("countries", _("Countries")),
            ("content_languages", _("Languages")),
            ("funding_programmes", _("Funded by")),
        ]

    def term_row(self, field: str, label: str) -> Row:
        terms = getattr(self.entry, field).all()
        return Row(label, links=tuple((term.label(), words.search_url(field, term.code)) for term in terms))

    @property
    def usable_elsewhere(self) -> str:
        return {True: _("Yes"), False: _("Not as it is")}.get(self.entry.usable_elsewhere, "")

    @property
    def licence_row(self) -> Row:
        licence = self.entry.licence
        if not licence:
            return Row(_("Licence"))
        if not licence.url:
            return Row(_("Licence"), licence.label())
        return Row(_("Licence"), links=((licence.label(), licence.url),))

    # ---------------------------------------------------------------- Beside the text
    @cached_property
    def links(self) -> list[LinkLine]:
        return [
            LinkLine(link.url, link.label or LinkRole(link.role).label, LinkRole(link.role).label)
            for link in self.entry.links.all()
        ]

    @property
    def source_host(self) -> str:
        """The site the entry was taken from. The name of the source is for imports, not for readers."""
        return LinkLine(self.entry.source_url, "", "").host

    @cached_property
    def files(self) -> list[FileLine]:
        return [self.file_line(row) for row in self.entry.files.select_related("document")]

    def file_line(self, row) -> FileLine:
        document = row.document
        language = vocabulary_of("language").by_pk.get(document.language_id)
        licence = vocabulary_of("licence").by_pk.get(document.licence_id)
        details = [
            row.get_role_display(),
            document.file_extension.upper(),
            words.size(document.file_size),
            language.label() if language else "",
        ]
        return FileLine(
            document.url, document.title, words.listed(filter(None, details)), licence.label() if licence else ""
        )

    @property
    def main_link(self) -> LinkLine | None:
        """Where the thing itself is, for kinds that are something on another site."""
        return None

    @property
    def main_link_label(self) -> str:
        return ""
