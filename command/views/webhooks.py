"""Work chats: the office keeps them, tries them, and reads what they answered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from command.domain import chat_outbox
from command.domain import webhooks as rules
from command.forms import WebhookForm, chat_topics
from command.models import Webhook
from core.choices import DeliveryState
from core.errors import DomainError
from core.paging import page_of

may_see = permission_required("command.view_webhook", raise_exception=True)
may_keep = permission_required("command.change_webhook", raise_exception=True)


def _found(request: HttpRequest, pk: int) -> Webhook:
    return get_object_or_404(Webhook.objects.visible_to(request.user).select_related("department", "made_by"), pk=pk)


@login_required
@may_see
def webhooks(request: HttpRequest) -> HttpResponse:
    """Show all work chats, and how each is doing."""
    waiting = Count("messages", filter=Q(messages__state=DeliveryState.PENDING))
    rows = Webhook.objects.visible_to(request.user).select_related("department").annotate(waiting=waiting)
    return render(request, "command/webhooks.html", {"webhooks": rows})


@login_required
@may_see
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one work chat with the log of every attempt."""
    hook = _found(request, pk)
    names = dict(chat_topics())
    context = {
        "webhook": hook,
        "topics": [names[key] for key in hook.topics if key in names],
        "counts": _counts(hook),
        "page": page_of(request, hook.attempts.all()),
    }
    return render(request, "command/webhook.html", context)


def _counts(hook: Webhook) -> dict[str, int]:
    states = (DeliveryState.PENDING, DeliveryState.FAILED)
    return hook.messages.aggregate(**{state.value: Count("pk", filter=Q(state=state)) for state in states})


@login_required
@may_keep
def webhook_new(request: HttpRequest) -> HttpResponse:
    """Take a new work chat."""
    return _form(request, Webhook())


@login_required
@may_keep
def webhook_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a work chat."""
    return _form(request, _found(request, pk))


def _form(request: HttpRequest, hook: Webhook) -> HttpResponse:
    form = WebhookForm(request.POST or None, instance=hook)
    if request.method == "POST" and form.is_valid():
        try:
            rules.keep(form.instance, by=request.user, at=timezone.now())
        except DomainError as error:
            form.add_error("address", str(error))
        else:
            messages.success(request, _("Kept. Send a test message to see whether the group hears it."))
            return redirect("webhook", hook.pk)
    return render(request, "command/webhook_form.html", {"form": form, "webhook": hook if hook.pk else None})


@login_required
@may_keep
@require_POST
def webhook_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a test message and say what came of it."""
    attempt = chat_outbox.send_test(_found(request, pk), by=request.user, at=timezone.now())
    words: dict[str, Any] = {"status": attempt.status or "—", "answer": attempt.answer or "—"}
    if attempt.is_taken:
        messages.success(request, _("The group has taken the test message. Answer %(status)s: %(answer)s") % words)
    else:
        messages.error(request, _("The test message was not taken. Answer %(status)s: %(answer)s") % words)
    return redirect("webhook", pk)


@login_required
@may_keep
@require_POST
def webhook_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try at once what waits or was given up."""
    count = rules.try_again(_found(request, pk), by=request.user, at=timezone.now())
    words = ngettext("%(n)d message given up is sent again.", "%(n)d messages given up are sent again.", count)
    messages.success(request, words % {"n": count} if count else _("What waits is sent at once."))
    return redirect("webhook", pk)
