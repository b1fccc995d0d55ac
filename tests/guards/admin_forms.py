"""Filling in a form of the admin as a browser would: every field as the page has it, some changed."""

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse

#: What scripts of the admin write, which a browser without them would not send.
STREAM_FIELDS = ("steps", "body", "facets", "translations")


def fields_of(response: HttpResponse) -> dict[str, list[str]]:
    """The fields of the main form with their values."""
    page = BeautifulSoup(response.content, "html.parser")
    form = page.select_one("form[data-edit-form]") or page.select_one("main form[method=POST i]")
    found: dict[str, list[str]] = {}
    for control in form.select("input[name], textarea[name], select[name]"):
        found.setdefault(control["name"], []).extend(values_of(control))
    for name in STREAM_FIELDS:
        if form.select_one(f"#{name}[data-block]"):
            found[f"{name}-count"] = ["0"]
    return {name: values for name, values in found.items() if values and "__prefix__" not in name}


def values_of(control: Tag) -> list[str]:
    if control.has_attr("disabled"):
        return []
    if control.name == "select":
        return [option.get("value", "") for option in control.select("option[selected]")]
    if control.name == "textarea":
        return [control.get_text()]
    kind = control.get("type", "text")
    if kind in ("submit", "button", "file", "image"):
        return []
    if kind in ("checkbox", "radio") and not control.has_attr("checked"):
        return []
    return [control.get("value", "on" if kind == "checkbox" else "")]


def errors_in(response: HttpResponse) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    found = page.select(".error-message, .w-field__errors, .messages .error")
    return [error.get_text(" ", strip=True) for error in found]
