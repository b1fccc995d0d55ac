"""The groups of the hub's own people. Running it again adds what is missing and takes nothing away."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Workflow

PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
# Wagtail asks for the permissions of its own models, whichever model holds the pictures and files.
COLLECTION_PERMISSIONS = {
    "wagtailimages": ("add_image", "change_image", "choose_image"),
    "wagtaildocs": ("add_document", "change_document", "choose_document"),
}
#: Editors keep the catalogue: its vocabularies, reports and organisations.
EDITED_APPS = ("catalogue", "practices", "resources", "search", "wagtailredirects")
EDITED_MODELS = ("organisation",)
#: What editors keep of submissions; cases themselves change by decisions only.
KEPT_BY_DESK = ("assignmentrule", "rubric", "criterion", "eligibilityquestion", "declaration")


@transaction.atomic
def ensure_groups() -> dict[str, Group]:
    """Editors, Reviewers and Moderators, with what each may do in the administration."""
    first_time = not Group.objects.filter(name="Reviewers").exists()
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ("Editors", "Reviewers", "Moderators")}
    if first_time:
        _forget_wagtails_own(groups.values())
    _let_editors_edit(groups["Editors"])
    groups["Moderators"].permissions.add(*_of_app("moderation", ("moderate",)))
    return groups


def _forget_wagtails_own(groups) -> None:
    """Wagtail makes two groups of these names with rights that are not ours, and a workflow for all pages.

    Its moderators publish pages; ours keep the forum.
    """
    GroupPagePermission.objects.filter(group__in=groups).delete()
    GroupCollectionPermission.objects.filter(group__in=groups).delete()
    for group in groups:
        group.permissions.clear()
    for workflow in Workflow.objects.active().filter(workflow_pages__page__depth=1):
        workflow.deactivate()


def _let_editors_edit(editors: Group) -> None:
    editors.permissions.add(*_model_permissions())
    root = Page.get_first_root_node()
    for permission in _of_app("wagtailcore", PAGE_PERMISSIONS):
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=permission)
    library = Collection.get_first_root_node()
    for app, codenames in COLLECTION_PERMISSIONS.items():
        for permission in _of_app(app, codenames):
            GroupCollectionPermission.objects.get_or_create(group=editors, collection=library, permission=permission)


def _model_permissions():
    rows = Permission.objects.select_related("content_type")
    return [
        *rows.filter(content_type__app_label="wagtailadmin", codename="access_admin"),
        *rows.filter(content_type__app_label__in=EDITED_APPS),
        *rows.filter(content_type__app_label="members", content_type__model__in=EDITED_MODELS),
        *rows.filter(content_type__app_label="submissions", content_type__model__in=KEPT_BY_DESK),
        *rows.filter(content_type__app_label="submissions", codename="decide_submission"),
    ]


def _of_app(app_label: str, codenames: tuple[str, ...]):
    return Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)
