"""Pages of publicity: the items with their readers, one item, and what an editor does to it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.domain.figures import Scope
from core.errors import DomainError
from core.paging import page_of
from core.periods import Period
from publicity.domain import items, queries, rights, spread
from publicity.errors import NotYours
from publicity.filters import ItemFilter
from publicity.forms import BroadcastForm, DraftForm, PublishForm, ReadsForm, WithdrawForm
from publicity.models import Item
from publicity.presentation import figures

SHOWN = 20
COUNTED_DAYS = 30

may_look = permission_required("publicity.view_item", raise_exception=True)


@login_required
@may_look
def item_list(request: HttpRequest) -> HttpResponse:
    """Show the items, drafts first, with their latest readership."""
    now = timezone.now()
    rows = Item.objects.visible_to(request.user).select_related("channel")
    narrowed = ItemFilter(request.GET, rows, request=request)
    page = page_of(request, queries.with_reads(narrowed.qs))
    context = {
        "filter": narrowed,
        "page": page,
        "values": figures(request.user, Scope(Period.of_days(COUNTED_DAYS, until=timezone.localdate(now)), now)),
        "can_add": rights.may(request.user, "add_item"),
    }
    return render(request, "publicity/items.html", context)


@login_required
@permission_required("publicity.add_item", raise_exception=True)
def item_new(request: HttpRequest) -> HttpResponse:
    """Write down an item that is to be published."""
    form = DraftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        item = items.draft(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Item %(code)s is written down as a draft.") % {"code": item.code})
        return redirect("item-detail", pk=item.pk)
    return render(request, "publicity/item_new.html", {"form": form})


@login_required
@may_look
def item_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an item: facts, readers over time, broadcasts, and the forms of what can be done to it."""
    return _show(request, _item(request, pk))


def _item(request: HttpRequest, pk: int) -> Item:
    rows = Item.objects.visible_to(request.user).select_related("channel", "reprint_of")
    return get_object_or_404(rows, pk=pk)


def _show(request: HttpRequest, item: Item, status: int = 200, **failed: forms.Form) -> HttpResponse:
    now, user = timezone.now(), request.user
    context: dict[str, Any] = {
        "item": item,
        "snapshots": item.readership.with_change().select_related("recorded_by")[:SHOWN],
        "broadcasts": item.broadcasts.select_related("channel")[:SHOWN],
        "times": item.broadcasts.times(),
        "reprints": item.reprints.select_related("channel"),
        "publish_form": PublishForm() if items.can_publish(item, by=user, at=now) else None,
        "withdraw_form": WithdrawForm() if items.can_withdraw(item, by=user) else None,
    }
    if spread.can_record_reads(item, by=user, at=now):
        context |= {"reads_form": ReadsForm(), "broadcast_form": BroadcastForm()}
    return render(request, "publicity/item.html", context | failed, status=status)


@login_required
@may_look
@require_POST
def item_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an item came out."""
    return _act(request, pk, "publish_form", PublishForm(request.POST), items.publish, _("The item is published."))


@login_required
@may_look
@require_POST
def item_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a published item back."""
    return _act(request, pk, "withdraw_form", WithdrawForm(request.POST), items.withdraw, _("The item is taken back."))


@login_required
@may_look
@require_POST
def item_reads(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how often an item had been read."""
    done = _("The readership is recorded.")
    return _act(request, pk, "reads_form", ReadsForm(request.POST), spread.record_reads, done)


@login_required
@may_look
@require_POST
def item_broadcast(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how often a channel broadcast an item on a day."""
    done = _("The broadcasts are recorded.")
    return _act(request, pk, "broadcast_form", BroadcastForm(request.POST), spread.record_broadcast, done)


def _act(request: HttpRequest, pk: int, name: str, form: forms.Form, do: Callable[..., Any], done: str) -> HttpResponse:
    """Do what a form asks and go back to the item. What is not possible is said beside the form."""
    item = _item(request, pk)
    if not form.is_valid():
        return _show(request, item, **{name: form})
    try:
        do(item, **form.cleaned_data, by=request.user, at=timezone.now())
    except NotYours as error:
        raise PermissionDenied(str(error)) from error
    except DomainError as error:
        form.add_error(None, str(error))
        return _show(request, item, status=409, **{name: form})
    messages.success(request, done)
    return redirect("item-detail", pk=pk)
