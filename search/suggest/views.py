from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search.models import EntryType
from search.suggest import as_data, suggestions


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """What may be meant by the beginning of a search. The same for everybody, so anybody may keep it for a minute."""
    asked, kind = request.GET.get("q", ""), request.GET.get("type", "")
    groups = suggestions(asked, language=get_language() or "en", kind=kind if kind in EntryType.values else "")
    response = JsonResponse(as_data(groups), json_dumps_params={"ensure_ascii": False})
    if not request.COOKIES:
        patch_cache_control(response, public=True, max_age=60)
    return response
