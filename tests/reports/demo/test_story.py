"""The story told in memory is what the portal itself would have stored."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from command.models import Department
from inspections.choices import Verb
from inspections.domain import tickets
from inspections.domain.door import CHANGEABLE
from inspections.models import Category, Escalation, Ticket, TicketEvent, TimeLimit
from reports.demo import saving
from reports.demo.words import AFFINITIES, FINDINGS, TRADES

WRITTEN_ONCE = ["number", "source", "point_id", "area_id", "place", "longitude", "latitude", "category_id"]
WRITTEN_ONCE += ["on_the_spot", "description"]
WRITTEN_ONCE += ["finder_id", "finder_department_id", "reported_at", "relapse_of_id"]
KEPT = {"department": "department_id", "handler": "handler_id", "merged_into": "merged_into_id"}
KEPT |= {"followed_by": "followed_by_id"}


def photo(_n):
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "grey").save(out, "JPEG")
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")


class Replay:
    """Does again, through the functions of the portal, what a story tells."""

    def __init__(self, story):
        self.story, self.done = story, {}

    def run(self):
        skip = 0
        for told, following in zip(self.story.told, [*self.story.told[1:], None], strict=True):
            if skip:
                skip -= 1
                continue
            skip = self.step(told, following)

    def step(self, told, following):
        event, verb = told.event, Verb(told.event.verb)
        photos = {role: [photo(n) for n in range(count)] for role, count in told.photos.items()}
        common = {"by": event.actor, "at": event.at}
        if verb in (Verb.REPORT, Verb.CLOSE_ON_THE_SPOT):
            self.done[event.ticket_id] = self.begin(event.ticket, verb, common, photos)
        elif verb == Verb.REOPEN:
            again = tickets.reopen(self.done[event.ticket_id], description=event.note, photos=[photo(0)], **common)
            self.done[following.event.ticket_id] = again
            return 1
        else:
            self.act(event, verb, common, [upload for role in photos.values() for upload in role])
        return 0

    def begin(self, ticket, verb, common, photos):
        names = ("category", "description", "point", "area", "place", "longitude", "latitude")
        what = {name: getattr(ticket, name) for name in names}
        if verb == Verb.CLOSE_ON_THE_SPOT:
            return tickets.close_on_the_spot(before=photos["before"], after=photos["after"], **what, **common)
        return tickets.report(source=ticket.source, photos=photos.get("before", ()), **what, **common)

    def act(self, event, verb, common, photos):
        what = {"note": event.note} if verb != Verb.ACCEPT else {}
        data = event.data
        if photos:
            what["photos"] = photos
        if verb in (Verb.DISPATCH, Verb.TRANSFER):
            what["department"] = self.unit_after(event)
            what["limit"] = TimeLimit(**data["limit"])
        if verb in (Verb.ASK_EXTENSION, Verb.EXTEND):
            what |= data.get("asked") or data["extension"]
        if verb == Verb.MERGE:
            what["into"] = Ticket.objects.get(number=data["into"])
        function = getattr(tickets, "return_" if verb == Verb.RETURN else verb.value)
        function(self.done[event.ticket_id], **what, **common)

    def unit_after(self, event):
        unit = event.data.get("unit_after") or event.data["unit"]
        return Department.objects.get(pk=unit["id"])


def facts(ticket, offset=0):
    """Return what is stored of a ticket; ``offset`` lies between the ids of the story and those of the database."""
    found = {name: getattr(ticket, name) for name in [*WRITTEN_ONCE, *(KEPT.get(name, name) for name in CHANGEABLE)]}
    return found | {name: found[name] and found[name] + offset for name in ("relapse_of_id", "merged_into_id")}


def plan_of(rows, offset=0):
    return sorted((row.ticket_id + offset, row.rung_id, row.due_at, row.fire_at) for row in rows)


def test_a_story_is_what_the_portal_would_have_stored(story):
    Replay(story).run()
    stored = Ticket.objects.in_bulk()
    offset = min(stored) - 1
    assert [facts(ticket, offset) for ticket in story.tickets] == [facts(stored[pk]) for pk in sorted(stored)]
    names = ("verb", "from_state", "to_state", "at", "actor_id", "department_id", "note", "data")
    told = [tuple(getattr(each.event, name) for name in names) for each in story.told]
    assert told == list(TicketEvent.objects.order_by("id").values_list(*names))
    to_come = [row for row in saving.came_to(story) if row.fired_at is None]
    assert plan_of(to_come, offset) == plan_of(Escalation.objects.planned().filter(fire_at__gte=story.end))


def test_the_story_has_every_kind_of_turn(story):
    common = {Verb.REPORT, Verb.CONFIRM, Verb.REGISTER, Verb.DISPATCH, Verb.ACCEPT, Verb.RECTIFY, Verb.CLOSE}
    assert common | {Verb.REWORK, Verb.CLOSE_ON_THE_SPOT} <= {told.event.verb for told in story.told}


def test_every_category_of_the_story_is_in_the_classification(staff):
    used = {*FINDINGS} | {name for likes in AFFINITIES.values() for name in likes}
    used |= {name for names in TRADES.values() for name in names}
    assert used - set(Category.objects.current().values_list("name", flat=True)) == set()
