"""What the page editor shows of submissions."""

from django import template

from practices.submissions.desk.editor import banner_for

register = template.Library()


@register.inclusion_tag("submissions/admin/banner.html")
def open_case(entry, request) -> dict:
    """A form may be shown without a request, which has nobody to tell."""
    return {"banner": banner_for(request.user, entry) if request else None}
