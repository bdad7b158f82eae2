"""What these lists of the administration share."""

from typing import Any

from django.http import HttpRequest

from core.admin import RecordAdmin


class CheckedAdmin(RecordAdmin):
    """Rows whose form asks the domain first, in the name of the person."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})
