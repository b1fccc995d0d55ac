"""Everything an organisation is asked, in one table: on which step, how, with which help and which example."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.catalogue.choices import LinkRole, RelationKind
from hub.catalogue.models import Entry
from hub.catalogue.types import entry_types
from practices.submissions.shapes import (
    Address,
    Choice,
    Choices,
    Day,
    Line,
    Names,
    Number,
    Rich,
    Rows,
    Shape,
    Term,
    Terms,
    Text,
    Tick,
    YesNo,
)

Words = str | Promise


@dataclass(frozen=True)
class Field:
    """A question of the form. `kinds` are the types of entry it is asked for; empty for all."""

    name: str
    step: str
    shape: Shape
    label: Words
    help: Words = ""
    example: Words = ""
    kinds: str = ""

    def is_for(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds.split()


def _one_of(choices) -> Choice:
    return Choice(choices=tuple(choices.choices), optional=False)


def _rows(most: int, required: str, given: str = "", **columns: tuple[Words, Shape]) -> Rows:
    labels = {key: label for key, (label, _shape) in columns.items()}
    shapes = {key: shape for key, (_label, shape) in columns.items()}
    return Rows(columns=shapes, labels=labels, required=tuple(required.split()), given=tuple(given.split()), most=most)


RICH = Rich(max_length=8000)

# fmt: off
FIELDS: tuple[Field, ...] = (
    # ---------------------------------------------------------------- What it is
    Field("title", "what", Line(), _("Title"),
          _("What happens, in plain words. No acronym, and no name of a project unless everybody knows it."),
          _("Story bags: reading at home in the mother tongue")),
    Field("summary", "what", Text(), _("Summary"),
          _("Two sentences: what happens, and for whom. People read this in the list of results."),
          _("Twice a week pupils who came last year show new pupils round and sit beside them in two lessons. After a "
            "month most newcomers find their way alone.")),
    Field("plain_summary", "what", Text(), _("The same in easy words"),
          _("Short sentences and everyday words, for people who are still learning the language."),
          _("New children get a friend at school. The friend helps for one month.")),
    Field("language", "what", Term(vocabulary="language"), _("Language you write in"),
          _("Write in the language you write best. Readers see which one it is.")),
    Field("tags", "what", Names(max_length=60, most=12), _("Your own keywords"),
          _("Words people may search for that are not in your text. One a line."),
          _("peer support")),
    # ---------------------------------------------------------------- Whom it is for
    Field("sectors", "whom", Terms(vocabulary="sector"), _("Field of action"), _("Where it takes place.")),
    Field("target_groups", "whom", Terms(vocabulary="target-group"), _("Whom it reaches"),
          _("The people whose situation changes.")),
    Field("audiences", "whom", Terms(vocabulary="audience"), _("Who would use it"),
          _("The colleagues who could do the same after reading this.")),
    Field("age_from", "whom", Number(high=99), _("Age from"), _("Of the learners, in years.")),
    Field("age_to", "whom", Number(high=120), _("Age to")),
    Field("countries", "whom", Terms(vocabulary="country"), _("Countries"), _("Where it has been carried out.")),
    Field("region", "whom", Line(), _("Region or place"), "", _("Ghent and the villages around it")),
    Field("usable_elsewhere", "whom", YesNo(), _("Can it be used in other countries as it is?")),
    Field("usable_elsewhere_note", "whom", Line(), _("What to mind elsewhere"), "",
          _("Schools need a timetable that lets two pupils miss the same lesson.")),
    Field("themes", "whom", Terms(vocabulary="theme"), _("Themes"), _("What it is about. Two or three are enough.")),
    Field("subjects", "whom", Terms(vocabulary="subject"), _("School subjects")),
    Field("education_levels", "whom", Terms(vocabulary="education-level"), _("Education levels"),
          _("Of the learners.")),
    Field("content_languages", "whom", Terms(vocabulary="language"), _("Languages of the content"),
          _("In which it is held, or in which its materials exist.")),
    # ---------------------------------------------------------------- How it is done
    Field("context", "how", RICH, _("Why was it needed?"),
          _("The situation before you started. Numbers help; names of children do not."),
          _("In two years the number of pupils who had just arrived rose from four to thirty-one. They sat together in "
            "one room and hardly met the others."), "practice"),
    Field("approach", "how", RICH, _("What do you do?"),
          _("Tell it as you would tell a colleague from another school."),
          _("Every newcomer gets a companion of the same age. We train companions for half a day: how to explain "
            "without words, when to fetch an adult."), "practice"),
    Field("steps", "how",
          _rows(30, "title", title=(_("What to do"), Line(max_length=120)), text=(_("How"), Text(max_length=1500))),
          _("Step by step"), _("What somebody would do, in this order, to do the same."),
          _("Ask families which languages they read in. – A form with pictures, filled in together at the door."),
          "practice"),
    Field("objectives", "how", RICH, _("What is it for?"),
          _("What should be different at the end."),
          _("By 2027 every town in the network offers a place to learn within four weeks of arrival."), "project"),
    Field("description", "how", RICH, _("Description"),
          _("What is done or shown, by whom, in which order."),
          _("Five lessons of two hours: greeting, shopping, the doctor, the school, looking for work. Each begins with "
            "a film of three minutes."), "project mooc resource"),
    Field("acronym", "how", Line(), _("Acronym"), "", "", "project"),
    Field("coordinator", "how", Line(), _("Who coordinates it"),
          _("If it is not your organisation."), "", "project"),
    Field("provider", "how", Line(), _("Who made the course"), "",
          _("Open University of the North"), "mooc"),
    Field("platform", "how", Line(), _("Platform"), _("The site on which it runs."), "", "mooc"),
    Field("purposes", "how", Choices(), _("What it serves"), "", "", "mooc"),
    Field("always_open", "how", Tick(), _("One can begin at any time"), "", "", "mooc"),
    Field("sessions", "how",
          _rows(30, "start", start=(_("Begins"), Day()), end=(_("Ends"), Day()),
                enrolment_until=(_("Enrol until"), Day())),
          _("Dates"), _("Only if it does not stay open."), "", "mooc"),
    Field("resource_type", "how", Term(vocabulary="resource-type"), _("What kind of material is it?"), "", "",
          "resource"),
    # ---------------------------------------------------------------- What it takes
    Field("people", "takes", Text(), _("People"), _("Who is needed, with which skills."),
          _("One teacher for two hours a week, and eight pupils who know the school well."), "practice"),
    Field("time_band", "takes", Choice(), _("How long it takes"), "", "", "practice"),
    Field("time_note", "takes", Line(), _("Time in words"), "",
          _("Four weeks for each newcomer; half a day of training before."), "practice"),
    Field("cost_band", "takes", Choice(), _("What it costs"), "", "", "practice"),
    Field("cost_note", "takes", Line(), _("Cost in words"), "",
          _("Printing, and a lunch for the companions at the end."), "practice"),
    Field("group_band", "takes", Choice(), _("Group size"), "", "", "practice"),
    Field("difficulty", "takes", Choice(), _("How hard it is to begin"), "", "",
          "practice"),
    Field("minutes", "takes", Number(high=100_000), _("Minutes to use it once"), "", "", "resource"),
    Field("materials", "takes", Text(), _("What else is needed"), _("Things, rooms, devices."),
          _("A plan of the school, cards with pictures, a quiet corner."), "practice resource"),
    Field("hours_per_week", "takes", Number(high=168, decimals=1), _("Hours a week"), "", "", "mooc"),
    Field("weeks", "takes", Number(high=104), _("Weeks"), "", "", "mooc"),
    Field("pace", "takes", Choice(), _("Pace"), "", "", "mooc"),
    Field("mode", "takes", Choice(optional=False), _("Where it is held"), "", "", "mooc"),
    Field("language_level", "takes", Choice(), _("Language level"),
          _("What learners should already know, in the European framework."), "", "mooc"),
    Field("certificate", "takes", Choice(), _("Certificate"), "", "", "mooc"),
    Field("price", "takes", Number(high=999_999, decimals=2), _("Price in euro"), "", "", "mooc"),
    Field("start", "takes", Day(), _("When did it begin?"), _("If you only know the year, take 1 January.")),
    Field("end", "takes", Day(), _("When did it end?"), _("Leave it empty if it goes on.")),
    Field("lifecycle", "takes", Choice(optional=False), _("Stage")),
    Field("funding_programmes", "takes", Terms(vocabulary="funding-programme"), _("Who paid for it")),
    Field("grant_number", "takes", Line(), _("Grant number")),
    Field("budget", "takes", Number(high=999_999_999_999, decimals=2), _("Budget in euro"), "", "", "project"),
    # ---------------------------------------------------------------- Results
    Field("results", "results", RICH, _("What changed?"),
          _("And how you know. “We do not know yet” is an honest answer."),
          _("Before, one newcomer in three had spoken to a classmate after a month; now four in five have. We asked "
            "them in their own language.")),
    Field("people_reached", "results", Number(), _("How many people it reached")),
    Field("evaluation", "results", Choice(optional=False), _("Was it evaluated?")),
    Field("evaluation_method", "results", Text(), _("How it was evaluated"), "",
          _("Two interviews with each of the twelve families, in October and in June.")),
    Field("lessons", "results", RICH, _("What did you learn?"),
          _("Also what did not work: it helps others most."),
          _("Companions who were chosen by teachers stayed away. Those who asked to help stayed the whole year."),
          "practice"),
    Field("transfer", "results", RICH, _("What should others watch when they do it elsewhere?"), "",
          _("Begin with one class. In large schools companions need a room of their own."), "practice"),
    # ---------------------------------------------------------------- Links, files and pictures
    Field("links", "files",
          _rows(20, "url", "role", url=(_("Address"), Address(max_length=500)),
                label=(_("What one finds there"), Line(max_length=160)),
                role=(_("Leads to"), _one_of(LinkRole))),
          _("Links"), _("The site of the course or project, a film, an evaluation, materials.")),
    Field("licence", "files", Term(vocabulary="licence"), _("Under which licence may others use it?"),
          _("Recommended ones come first. They let others translate and adapt your work and name you.")),
    Field("free_of_charge", "files", YesNo(), _("Is it free of charge?")),
    Field("login_required", "files", YesNo(), _("Does one need an account to use it?")),
    Field("accessibility_notes", "files", Text(), _("Accessibility"),
          _("Subtitles, easy language, use with a screen reader: what is there and what is not."),
          _("All films have subtitles. The worksheets cannot be read by a screen reader yet.")),
    Field("partners", "files", Names(max_length=200, most=30), _("Partners"),
          _("Organisations of this hub that took part, by their name, one a line. Name others in the text.")),
    Field("relations", "files",
          _rows(20, "target", "kind", kind=(_("This entry"), _one_of(RelationKind)),
                target=(_("Reference of the other entry"), Line(max_length=16))),
          _("Related entries"), _("Every entry shows its reference at the end of its page, such as GP-000123.")),
)
# fmt: on

STEPS: dict[str, Words] = {
    "what": _("What it is"),
    "whom": _("Whom it is for"),
    "how": _("How it is done"),
    "takes": _("What it takes"),
    "results": _("Results"),
    "files": _("Links, files and pictures"),
}
#: The heading of the step and what is said below it.
HEADINGS: dict[str, tuple[Words, Words]] = {
    "what": (_("What is it?"), _("The first lines people read, here and in every list.")),
    "whom": (_("Whom is it for?"), _("Choose what fits. This is how people find your entry.")),
    "how": (_("How is it done?"), _("Write as you would tell a colleague who wants to do the same.")),
    "takes": (_("What does it take?"), _("Time, money and people decide whether others can do it too.")),
    "results": (_("What came of it?"), _("Say what you know and how you know it.")),
    "files": (_("Links, files and pictures"), _("What others can look at, download and use.")),
}


@cache
def fields_of(kind: str) -> tuple[Field, ...]:
    """What an entry of this type is asked, in the order of the form."""
    model = entry_types()[kind]
    return tuple(_as_in(model, field) for field in FIELDS if field.is_for(kind))


def _as_in(model: type[Entry], field: Field) -> Field:
    """With the choices and the length that the entry's own field has."""
    if isinstance(field.shape, Rows | Names):
        return field
    own = model._meta.get_field(field.name)
    if isinstance(field.shape, Choice):
        return replace(field, shape=replace(field.shape, choices=tuple(own.flatchoices)))
    if isinstance(field.shape, Choices):
        return replace(field, shape=replace(field.shape, choices=tuple(own.choices_class.choices)))
    if isinstance(field.shape, Line | Text) and not field.shape.max_length:
        return replace(field, shape=replace(field.shape, max_length=own.max_length))
    return field


@cache
def field_of(kind: str, name: str) -> Field | None:
    return next((field for field in fields_of(kind) if field.name == name), None)


def field_names(kind: str) -> list[str]:
    return [field.name for field in fields_of(kind)]


def fields_on(kind: str, step: str) -> list[Field]:
    return [field for field in fields_of(kind) if field.step == step]


@cache
def is_required(kind: str, name: str) -> bool:
    """Whether the entry cannot be published without it."""
    field = field_of(kind, name)
    if not field or isinstance(field.shape, Rows | Names):
        return False
    own = entry_types()[kind]._meta.get_field(name)
    return not own.blank and not own.has_default()


def wrong_values(kind: str, data: dict[str, Any]) -> dict[str, list[str]]:
    """The fields of a draft that cannot be read, with what to mend."""
    checked = {field.name: field.shape.check(data[field.name]) for field in fields_of(kind) if field.name in data}
    return {name: words for name, words in checked.items() if words}
