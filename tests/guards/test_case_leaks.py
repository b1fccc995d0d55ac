"""What belongs to a case is seen by those it is for, and by nobody else, whatever they open.

Every private thing holds a word that stands nowhere else. Everybody in every role opens every address there is.
"""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import override_settings
from django.urls import URLPattern, get_resolver

from community.members.models import Role, User
from community.members.services.groups import ensure_groups
from practices.submissions.models import Criterion, Submission
from practices.submissions.services import deciding, reviewing, submitting, talking, uploads
from practices.submissions.services.uploads import FileFacts, PictureFacts
from tests.factories import organisation, superuser, user
from tests.guards.canaries import text_of
from tests.guards.routes import parameters, plain_addresses, routes
from tests.submissions.makers import declarations, draft_case, member_of, school, submitted_case, update_case
from tests.submissions.test_uploads import pdf, photo

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MEMBERS = {"viewer", "writer", "owner"}
DESK = {"editor", "administrator"}
#: Each word and who may read it.
SECRETS = {
    "zqxdraft": MEMBERS,  # an own draft
    "zqxuploaded": MEMBERS,  # a picture and a file of it
    "zqxround": MEMBERS | DESK | {"reviewer"},  # what was submitted
    "zqxcovernote": MEMBERS | DESK | {"reviewer"},
    "zqxmessage": MEMBERS | DESK,
    "zqxnote": DESK,  # within the desk
    "zqxhushed": DESK,  # a comment that is not shared
    "zqxshared": MEMBERS | DESK | {"reviewer"},
    "zqxreviewed": DESK | {"reviewer"},  # the text for the author, before the decision
    "zqxforeditors": DESK | {"reviewer"},
    "zqxreferee": DESK | {"reviewer"},  # who reviews
    "zqxrefused": DESK | {"refuser"},  # why somebody does not
    "zqxletter": MEMBERS | DESK,
    "zqxreason": MEMBERS | DESK,  # of a withdrawal
    "zqxupdate": MEMBERS | DESK,  # a change of a published entry
}
#: What somebody may read but no page shows them: files have a page for writers only, a refusal is the desk's.
NOT_SHOWN = {("viewer", "zqxuploaded"), ("refuser", "zqxrefused")}
SIGN_IN = re.compile(r"/admin/login/|/account/login/")
ROLES = (
    "visitor", "stranger", "other", "moderator", "viewer", "writer", "owner", "reviewer", "invited", "refuser",
    "editor", "administrator",
)  # fmt: skip


@pytest.fixture(scope="module")
def media(tmp_path_factory) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def no_cuts_of_other_tests() -> None:
    """Wagtail remembers cuts of pictures, also those whose row was rolled back."""
    cache.clear()


@pytest.fixture(scope="module")
def cast(kept_hub, media) -> dict[str, User | None]:
    ensure_groups()
    home = school()
    people = {name: user(f"{name}@example.org", display_name=name.capitalize()) for name in ROLES[1:] if name not in (
        "viewer", "writer", "owner", "other", "administrator",
    )}  # fmt: skip
    people["reviewer"].display_name = "Zqxreferee"
    people["reviewer"].save()
    people["editor"].groups.add(Group.objects.get(name="Editors"))
    people["moderator"].groups.add(Group.objects.get(name="Moderators"))
    for name in MEMBERS:
        people[name] = member_of(home, f"{name}@example.org", Role.EDITOR if name == "writer" else name)
    people["other"] = member_of(organisation("Another school"), "other@example.org", Role.OWNER)
    people["administrator"] = superuser()
    return {"visitor": None, **people}


@pytest.fixture(scope="module")
def cases(cast) -> list[Submission]:
    """A case in every state, full of words."""
    writer, editor = cast["writer"], cast["editor"]
    home = writer.memberships.get().organisation
    return [
        _draft(writer, home),
        _in_review(cast, writer, editor, home),
        _declined(writer, editor, home),
        _withdrawn(writer, home),
        _update(writer, editor, home),
    ]


def _draft(writer, home) -> Submission:
    case = draft_case(writer, home, title="zqxdraft title", context="zqxdraft context", summary="zqxdraft summary")
    facts = PictureFacts(alt="zqxuploaded picture")
    uploads.add_picture(case, photo(), facts=facts, by=writer)
    uploads.add_file(case, pdf(), facts=FileFacts(title="zqxuploaded file"), by=writer)
    return case


def _in_review(cast, writer, editor, home) -> Submission:
    case = draft_case(writer, home, title="Submitted", context="zqxround context", summary="zqxround summary")
    case = submitting.submit(case, by=writer, declared=declarations(), cover_note="zqxcovernote")
    talking.send_message(case, by=writer, text="zqxmessage of the author")
    talking.send_message(case, by=editor, text="zqxmessage of the desk")
    talking.send_message(case, by=editor, text="zqxnote", for_desk=True)
    round_ = case.rounds.get()
    talking.comment(round_, field="summary", by=editor, text="zqxhushed")
    talking.comment(round_, field="context", by=editor, text="zqxshared", share=True)
    for name in ("reviewer", "invited", "refuser"):
        reviewing.invite_reviewer(case, email=f"{name}@example.org", by=editor)
    asked = {row.reviewer.email.split("@")[0]: row for row in round_.assignments.select_related("reviewer")}
    reviewing.decline_invitation(asked["refuser"], by=cast["refuser"], conflict=True, reason="zqxrefused reason")
    reviewing.accept_invitation(asked["reviewer"], by=cast["reviewer"])
    texts = {"for_author": "zqxreviewed", "for_editors": "zqxforeditors", "recommendation": "accept"}
    levels = {criterion.pk: 3 for criterion in Criterion.objects.all()}
    reviewing.save_review(asked["reviewer"], by=cast["reviewer"], levels=levels, **texts)
    reviewing.send_review(asked["reviewer"], by=cast["reviewer"])
    return case


def _declined(writer, editor, home) -> Submission:
    case = submitted_case(writer, home, title="Declined", context="zqxupdate", summary="zqxupdate")
    return deciding.decline(case, by=editor, letter="zqxletter")


def _withdrawn(writer, home) -> Submission:
    case = submitted_case(writer, home, title="Withdrawn", context="zqxupdate", summary="zqxupdate")
    return submitting.withdraw(case, by=writer, reason="zqxreason")


def _update(writer, editor, home) -> Submission:
    entry = deciding.accept(submitted_case(writer, home, title="Public"), by=editor).entry
    return submitting.submit(
        update_case(entry, writer, title="zqxupdate title", context="zqxupdate context"),
        by=writer,
        declared=declarations(),
    )


# ---------------------------------------------------------------- Every address


def desk_routes() -> Iterator[tuple[str, URLPattern]]:
    admin = next(found for found in get_resolver().url_patterns if str(found.pattern) == "admin/")
    desk = next(found for found in admin.url_patterns if str(found.pattern) == "submissions/")
    for pattern in desk.url_patterns:
        yield f"admin/submissions/{pattern.pattern}", pattern


def addresses(cases: list[Submission]) -> list[str]:
    """Every address without a parameter, and those with one filled in with all that exists here."""
    values = {
        "reference": [],
        "pk": [1, 2, 3],
        "comment": [1, 2],
        "number": [1],
        "kind": ["practice", "document", "entry"],
        "step": ["what", "whom", "how"],
        "verb": ["accept", "decline"],
        "queue": ["unassigned", "all"],
        "slug": ["a-school"],
        "code": ["schools"],
    }
    found = list(plain_addresses())
    for place, pattern in [*routes(), *desk_routes()]:
        names = parameters(pattern)
        of_entries = place.startswith(("e/", "community/"))
        values["reference"] = [case.entry.reference if of_entries else case.reference for case in cases]
        if names and set(names) <= set(values) and "<" in place:
            for chosen in product(*(values[name] for name in names)):
                found.append("/" + _filled(place, dict(zip(names, chosen, strict=True))))
    pages = [case.entry_id for case in cases]
    found += [f"/admin/pages/{pk}/{part}" for pk in pages for part in ("", "edit/", "history/", "view_draft/")]
    found += [
        f"/admin/pages/{case.entry_id}/revisions/{row.revision_id}/view/" for case in cases for row in case.rounds.all()
    ]
    found += [case.entry.get_url() or "/" for case in cases] + uploaded(cases[0])
    found += [f"/search/?q={word}&format={form}" for word in SECRETS for form in ("", "json")]
    return list(dict.fromkeys(found))


def _filled(place: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        before, rest = place.split("<", 1)
        assert rest.split(">", 1)[0].split(":")[-1] == name
        place = f"{before}{value}{rest.split('>', 1)[1]}"
    return place.replace("^", "").replace("$", "")


def uploaded(case: Submission) -> list[str]:
    picture, file = case.uploads.order_by("pk")
    return [picture.image.get_rendition("fill-20x20").file.url, file.document.url]


def seen(client, address: str) -> set[str]:
    """The secret words of an answer, without those of the address."""
    response = client.get(address)
    if SIGN_IN.match(response.headers.get("Location", "")):
        return set()
    if response.status_code in (301, 302):
        response = client.get(response["Location"], follow=True)
    assert response.status_code < 500, address
    text = f"{text_of(response)} {dict(response.items())}".lower()
    return {word for word in SECRETS if word in text and word not in address}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_sees_what_is_for_them_and_nothing_else(client, cast, cases, role):
    if cast[role]:
        client.force_login(User.objects.get(pk=cast[role].pk))
    found = {address: seen(client, address) for address in addresses(cases)}
    leaks = {address: sorted(word for word in words if role not in SECRETS[word]) for address, words in found.items()}
    assert {address: words for address, words in leaks.items() if words} == {}
    # Were the eyes closed, the crawl would prove nothing.
    shown = {word for word, roles in SECRETS.items() if role in roles and (role, word) not in NOT_SHOWN}
    assert set().union(*found.values()) == shown


def test_files_of_a_draft_open_for_its_organisation_only(client, cast, cases):
    opened = {}
    for role in ROLES:
        client.logout()
        if cast[role]:
            client.force_login(User.objects.get(pk=cast[role].pk))
        opened[role] = {client.get(address).status_code for address in uploaded(cases[0])}
    assert {role for role, codes in opened.items() if codes == {200}} == MEMBERS | DESK
    assert {role for role, codes in opened.items() if codes == {404}} == set(ROLES) - MEMBERS - DESK
