import pytest

from community.members.models import Membership, Organisation, Role
from community.members.queries import organisations_named
from community.members.services import organisations
from community.members.services.organisations import LastOwner, NotAllowed, NotAMember, OrganisationExists
from community.notifications.models import Outbox
from tests.factories import organisation, term


def told() -> set[tuple[str, str]]:
    return set(Outbox.objects.values_list("kind", "recipient__display_name"))


def test_whoever_adds_an_organisation_owns_it(school):
    country = term("country", "be", parent="europe-west")

    made = organisations.create_organisation(school["stranger"], name=" Buurtschool  De Linde ", country=country)

    assert (made.name, made.slug) == ("Buurtschool De Linde", "buurtschool-de-linde")
    assert list(made.memberships.values_list("user__email", "role")) == [("stranger@example.org", Role.OWNER)]


def test_the_same_organisation_twice_is_refused_with_the_first(school):
    first = organisations.create_organisation(school["stranger"], name="De Linde", country=None)

    with pytest.raises(OrganisationExists) as refusal:
        organisations.create_organisation(school["stranger"], name="DE LINDE", country=None)

    assert (refusal.value.organisation, Organisation.objects.filter(name__iexact="de linde").count()) == (first, 1)


def test_nobody_founds_organisations_all_day(school):
    for number in range(organisations.NEW_A_DAY):
        organisations.create_organisation(school["stranger"], name=f"School {number}", country=None)

    with pytest.raises(organisations.TooManyOrganisations):
        organisations.create_organisation(school["stranger"], name="One more", country=None)


@pytest.mark.parametrize(("name", "slug"), [("A school", "a-school-2"), ("New", "new-2"), ("Школа", "organisation")])
def test_addresses_are_unique_and_readable(school, name, slug):
    assert organisations.free_slug(name) == slug


def test_the_last_owner_cannot_leave_or_step_down(school):
    owner = school.membership("owner")

    with pytest.raises(LastOwner):
        organisations.remove_member(school["owner"], owner)
    with pytest.raises(LastOwner):
        organisations.change_role(school["owner"], owner, Role.VIEWER)

    assert Membership.objects.get(pk=owner.pk).role == Role.OWNER


def test_the_last_person_may_leave(school):
    school.organisation.memberships.exclude(user=school["owner"]).delete()

    organisations.remove_member(school["owner"], school.membership("owner"))

    assert school.organisation.memberships.count() == 0


def test_with_a_second_owner_the_first_may_leave(school):
    organisations.change_role(school["owner"], school.membership("editor"), Role.OWNER)
    organisations.remove_member(school["owner"], school.membership("owner"))

    assert list(school.organisation.memberships.filter(role=Role.OWNER).values_list("user__email", flat=True)) == [
        "editor@example.org"
    ]


def test_handing_over_changes_both_and_tells_the_new_owner(school):
    organisations.hand_over(school["owner"], school.membership("viewer"))

    assert (school.membership("viewer").role, school.membership("owner").role) == (Role.OWNER, Role.EDITOR)
    assert told() == {("role-changed", "Viewer")}


def test_handing_over_twice_is_refused(school):
    organisations.hand_over(school["owner"], school.membership("viewer"))

    with pytest.raises(NotAllowed):
        organisations.hand_over(school["owner"], school.membership("editor"))


def test_who_is_removed_is_told(school):
    organisations.remove_member(school["owner"], school.membership("viewer"))

    assert told() == {("member-removed", "Viewer")}


def test_removing_somebody_who_has_just_left_says_so(school):
    viewer = school.membership("viewer")
    organisations.remove_member(school["viewer"], school.membership("viewer"))

    with pytest.raises(NotAMember):
        organisations.remove_member(school["owner"], viewer)


def test_verifying_tells_the_owners_once(school):
    for _ in range(2):
        organisations.set_verified(school["steward"], school.organisation, True)

    assert (Organisation.objects.get(pk=school.organisation.pk).verified, told()) == (
        True,
        {("organisation-verified", "Owner")},
    )


def test_renaming_to_another_organisation_is_refused(school):
    organisation("Third school")

    with pytest.raises(OrganisationExists):
        organisations.edit_organisation(school["owner"], school.organisation, name="THIRD school")


def test_names_in_capitals_stand_where_readers_look_for_them(db):
    for name in ("Zebra", "ATTOUS", "Afpa", "apple"):
        organisation(name)

    assert [found.name for found in organisations_named("")] == ["Afpa", "apple", "ATTOUS", "Zebra"]


def test_leaving_does_not_let_one_found_more(school):
    founder = school["stranger"]
    for number in range(organisations.NEW_A_DAY):
        made = organisations.create_organisation(founder, name=f"School {number}", country=None)
        organisations.remove_member(founder, made.memberships.get())

    with pytest.raises(organisations.TooManyOrganisations):
        organisations.create_organisation(founder, name="One more", country=None)
