"""What volunteering does not allow. Each error is a sentence for the person in front of the page."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class NotYours(DomainError):
    """The person's role or team does not allow the act."""

    message = _("Your account may not do this.")


class ActivityCancelled(DomainError):
    message = _("This activity was cancelled: nobody can have taken part.")


class ActivityNotStarted(DomainError):
    message = _("This activity has not begun yet.")


class ActivityTookPlace(DomainError):
    message = _("People have taken part in this activity: it can no longer be cancelled.")


class NoSuchCode(DomainError):
    message = _("This is no check-in code of the portal. Scan the code on the poster again.")


class CheckInNotOpen(DomainError):
    message = _("Check-in is not open yet.")


class CheckInOver(DomainError):
    """A poster of another day: whoever kept a picture of it cannot use it."""

    message = _("The activity is over: check-in is closed.")


class PosterReplaced(DomainError):
    message = _("The organiser has replaced this code. Scan the one that is shown at the place now.")


class CodeChanged(DomainError):
    """A picture of a screen that has moved on."""

    message = _("The code on the screen has changed since. Scan it again at the place.")


class ShiftCancelled(DomainError):
    message = _("This shift was cancelled.")


class ShiftOver(DomainError):
    message = _("This shift is over.")


class ShiftFull(DomainError):
    message = _("Enough people have signed up for this shift.")


class ShiftNotOpen(DomainError):
    """Said alike of another team's post, of one that is over or cancelled, and of one that there is not."""

    message = _("This post is not open to you, or no longer.")


class SignedUp(DomainError):
    """The same shift, or another at the same time."""

    message = _("The volunteer has signed up for a shift at this time already.")


class WrongTimes(DomainError):
    message = _("An activity must end after it starts.")


class NobodyOrganises(DomainError):
    message = _("Name the team or the unit that organises the activity.")


class WrongHeadcount(DomainError):
    """A head-count below zero, or below the people recorded by name."""

    message = _("The number of people is not possible.")


class WrongMinutes(DomainError):
    message = _("The time served must be between 1 minute and 24 hours.")


class WrongTarget(DomainError):
    message = _("A target is a whole number of turns above zero, for a month.")


class Withdrawn(DomainError):
    message = _("This volunteer has withdrawn.")


class ConsentFirst(DomainError):
    message = _("Agree to your registration first.")


class AlreadyConsented(DomainError):
    message = _("The consent of this volunteer is already recorded.")


class TooYoung(DomainError):
    """Personal data of children under fourteen is not kept (个人信息保护法, articles 28 and 31)."""

    message = _("Children under 14 are counted by school or class, not registered by name.")


class AlreadyMember(DomainError):
    message = _("This volunteer already belongs to the team.")


class NotEighteen(DomainError):
    message = _("An ID number has 18 characters; a spreadsheet must hold it as text.")


class NoSuchBirthday(DomainError):
    message = _("The date of birth in the ID number is not possible.")


class WrongCheckDigit(DomainError):
    """One digit is mistyped or two are swapped (GB 11643-1999)."""

    message = _("The check digit does not match: the ID number is mistyped.")


class IdentityMismatch(DomainError):
    message = _("The year of birth or the sex does not match the ID number.")


class IdentityTaken(DomainError):
    """Said only to those who see every volunteer."""

    message = _("A volunteer with this ID number is registered already.")


class NoReason(DomainError):
    message = _("Give the reason.")


class AlreadyErased(DomainError):
    message = _("The data of this volunteer has been erased.")


class NotTheSame(DomainError):
    """Two rows that cannot be one person, or are one row."""

    message = _("These two cannot be merged.")


class NoQuestion(DomainError):
    """One row, or a row that is nobody any more: there is nothing to tell apart."""

    message = _("There is no question about these two.")


class ToldApart(DomainError):
    message = _("These two were found to be different people. Ask again first.")


class LinkShut(DomainError):
    """A link to an own page that was copied wrongly, is too old, was revoked, or whose person is gone.

    One sentence for all: it tells nobody which of them it is.
    """

    message = _(
        "This link does not open a page, or no longer. "
        "Ask the leader of your team or the campaign office for a new one."
    )


class NoSuchPaper(DomainError):
    message = _("There is no such certificate of yours.")


class TooOften(DomainError):
    message = _("Too many questions within a minute. Try again in a minute.")


class SameMinutes(DomainError):
    message = _("This time is recorded already.")


class FlagAnswered(DomainError):
    message = _("This question is answered already.")


class RecordsChanged(DomainError):
    """What was asked about is not so any more."""

    message = _("The records have changed since the page was opened. Open it again to see what is still odd.")


class NothingServed(DomainError):
    """Said alike of who served elsewhere, of who did not serve, and of who is not registered."""

    message = _("This organisation has recorded no service of such a volunteer between these days.")


class NotConsented(DomainError):
    message = _("This volunteer has not consented to the registration: nothing is certified.")


class WrongPeriod(DomainError):
    message = _("The first day must not be after the last, nor the last after today.")


class LiesAhead(DomainError):
    message = _("This day lies ahead.")


class AlreadyRevoked(DomainError):
    message = _("This certificate has been revoked.")


class NotPublished(DomainError):
    message = _("This certificate does not stand published any more. Tell the campaign office.")


class ObjectionAnswered(DomainError):
    message = _("This objection has been answered.")


class OwnCertificate(DomainError):
    """Nobody decides alone on what they issued themselves; revoking it they may."""

    message = _("You issued this certificate: somebody else answers objections to it.")


class NoBearer(DomainError):
    message = _("The bearer's data has been erased: the paper can no longer be printed.")


class ActivityOver(DomainError):
    message = _("This activity is over.")


class NoTeam(DomainError):
    message = _("Only an activity of a team takes on problems.")


class NotToBeTakenOn(DomainError):
    """Said alike of a ticket out of scope, of one that is no work for volunteers, and of none."""

    message = _("This problem is not, or no longer, to be taken on.")


class AlreadyTakenOn(DomainError):
    message = _("An activity has taken this problem on already.")


class NotInHand(DomainError):
    """No unit is at the ticket: it is not dispatched yet, waits for the check, or has ended."""

    message = _("No unit is working on this problem now.")


class ClaimEnded(DomainError):
    message = _("This problem was handed in or given back already.")


class AlreadyAnswered(DomainError):
    message = _("This is answered already. The unit looks at it.")


class NotAnswered(DomainError):
    message = _("The team has not answered yet.")


class ChecksItself(DomainError):
    """Finder, handler and verifier are different people (design §4)."""

    message = _("Who checks problems cannot answer for the work: the leader of the team does.")


class SeriesEnded(DomainError):
    message = _("This recurring activity has ended.")


class PlannedAlready(DomainError):
    message = _("The team has this recurring activity already.")


class WrongDays(DomainError):
    message = _("The last day in force is before the first.")


class NoWeekday(DomainError):
    message = _("Choose at least one day of the week.")
