"""What the office would choose for a ticket if it had to choose for a hundred at once."""

from collections.abc import Iterable

from inspections.models import Ticket, TimeLimit


def default_limits(tickets: Iterable[Ticket]) -> dict[int, TimeLimit]:
    """Return, by category id, the limit of each ticket's category that holds without a condition.

    Where a category has only conditional limits, the shortest of them; where it has none, its 大类's, and
    then the default of the set. A category for which there is nothing at all is left out.
    """
    by_category: dict[int | None, TimeLimit] = {}
    rows = TimeLimit.objects.filter(set__is_current=True).order_by("amount", "id")
    for limit in sorted(rows, key=lambda row: bool(row.condition)):
        by_category.setdefault(limit.category_id, limit)
    categories = {ticket.category_id: ticket.category for ticket in tickets}
    found = {
        pk: by_category.get(pk) or by_category.get(category.parent_id) or by_category.get(None)
        for pk, category in categories.items()
    }
    return {pk: limit for pk, limit in found.items() if limit is not None}
