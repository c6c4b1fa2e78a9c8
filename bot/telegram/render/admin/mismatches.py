"""What our books and the bank disagree about: the list, and one of them with what it concerns and what can be done."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton

from bot.locales import Markup
from bot.locales.formatting import instant
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    BankAccountTap,
    CampaignTap,
    CompareTap,
    CorrectionTap,
    MismatchTap,
    Power,
    PowerTap,
)
from bot.telegram.admin_subjects import can
from bot.telegram.keyboards import DANGER, PRIMARY, Row, columns, tap
from bot.telegram.refusals import HOUSE_CURRENCY
from bot.telegram.render import phrases
from bot.telegram.render.admin.entries import entry_line
from bot.telegram.render.admin.overview import reconciled_line
from bot.telegram.render.admin.people import account_headline
from bot.telegram.render.admin.ways import overview_button
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.ids import show_short_code
from core.domain.ledger import Entry
from core.domain.reconciliation import Mismatch, Point, RecordedMismatch
from core.usecases.correcting import remedy
from core.views import MismatchView, Overview

_SHOWN = 10


def mismatches_screen(found: Sequence[RecordedMismatch], overview: Overview, visit: Visit) -> Screen:
    """The open mismatches, oldest first, each a button; and the comparison, to be made anew."""
    words = visit.words
    lines = [words("admin-mismatches"), reconciled_line(overview, visit)]
    lines += [
        words("admin-mismatch-line", number=number, what=headline(recorded.mismatch, visit))
        for number, recorded in enumerate(found[:_SHOWN], start=1)
    ]
    if len(found) > _SHOWN:
        lines.append(words("admin-mismatches-more", count=len(found) - _SHOWN))
    numbers = [
        tap(str(number), MismatchTap(mismatch_id=recorded.id), PRIMARY)
        for number, recorded in enumerate(found[:_SHOWN], start=1)
    ]
    corrections = tap(words.plain("admin-button-corrections"), AdminGo(place=AdminPlace.CORRECTIONS))
    rows: list[Row] = [
        *columns(numbers, 5),
        (tap(words.plain("admin-button-compare"), CompareTap()), corrections),
        (
            tap(words.plain("admin-button-refresh"), AdminGo(place=AdminPlace.MISMATCHES)),
            overview_button(visit),
        ),
    ]
    return Screen("\n\n".join(lines), staff_keyboard(visit, *rows))


def headline(mismatch: Mismatch, visit: Visit) -> Markup:
    """What it is about, and both sides."""
    words = visit.words
    sides = words(
        "admin-mismatch-amounts",
        ours=_amount(mismatch.ours_minor, visit),
        banks=_amount(mismatch.banks_minor, visit),
    )
    return Markup(f"{words('admin-mismatch-kind', kind=mismatch.kind)}\n{sides}")


def _amount(amount_minor: int | None, visit: Visit) -> Markup:
    if amount_minor is None:
        return visit.words("admin-mismatch-nothing")
    return phrases.amount(amount_minor, HOUSE_CURRENCY, visit)


def mismatch_screen(view: MismatchView, visit: Visit) -> Screen:
    """One mismatch: both sides, whom it concerns, the newest entries there, and what may be proposed."""
    return Screen("\n".join(_lines(view, visit)), staff_keyboard(visit, *_rows(view, visit)))


def _lines(view: MismatchView, visit: Visit) -> Iterator[Markup]:
    words, recorded = visit.words, view.recorded
    mismatch = recorded.mismatch
    yield headline(mismatch, visit)
    if mismatch.points not in ((), (Point.AMOUNT,)):
        points = " · ".join(words("admin-mismatch-point", point=point) for point in mismatch.points)
        yield words("admin-mismatch-points", points=Markup(points))
    if view.account is not None:
        yield account_headline(view.account, visit)
    yield words("admin-id", id=Markup(mismatch.subject))
    yield words("admin-mismatch-found", when=phrases.when(recorded.found_at, visit))
    if recorded.resolved_at is not None:
        yield words("admin-mismatch-resolved", when=phrases.when(recorded.resolved_at, visit))
        return
    yield _pauses(view, visit)
    if view.entries:
        yield Markup(f"\n{words('admin-mismatch-entries')}")
        yield from (entry_line(entry, visit) for entry in view.entries)
    yield Markup(f"\n{_what_now(view, visit)}")


def _pauses(view: MismatchView, visit: Visit) -> Markup:
    codes = [show_short_code(campaign.campaign.short_code) for campaign in view.campaigns]
    if not codes:
        return visit.words("admin-mismatch-pauses-none")
    return visit.words("admin-mismatch-pauses", codes=Markup(", ".join(codes)))


def _what_now(view: MismatchView, visit: Visit) -> Markup:
    if is_waiting(view, visit):
        return visit.words("admin-mismatch-pending")
    if remedy(view.recorded.mismatch) is None:
        return visit.words("admin-mismatch-cannot")
    return visit.words("admin-mismatch-can")


def is_waiting(view: MismatchView, visit: Visit) -> bool:
    """Whether a correction of it waits for a second admin."""
    return view.correction is not None and view.correction.waiting(visit.now().at)


def _rows(view: MismatchView, visit: Visit) -> Iterator[Row]:
    words = visit.words
    if view.correction is not None:
        yield (
            tap(
                words.plain("admin-button-correction"),
                CorrectionTap(correction_id=view.correction.id),
                PRIMARY,
            ),
        )
    if can(Power.CORRECT, view) and not is_waiting(view, visit):
        correct = PowerTap(power=Power.CORRECT, subject=view.recorded.id)
        yield (tap(words.plain("admin-button-correct"), correct, DANGER),)
    if view.recorded.open:
        yield from ([_reverse(entry, visit)] for entry in view.entries if entry.reference not in view.ordered)
    yield [
        tap(show_short_code(each.campaign.short_code), CampaignTap(campaign_id=each.campaign.id))
        for each in view.campaigns[:3]
    ]
    if view.account is not None:
        account = BankAccountTap(account_id=view.account.account.id)
        yield (tap(words.plain("admin-button-account"), account),)
    back = tap(words.plain("admin-button-mismatches"), AdminGo(place=AdminPlace.MISMATCHES))
    yield (back, overview_button(visit))


def _reverse(entry: Entry, visit: Visit) -> InlineKeyboardButton:
    when = instant(entry.posted_at, visit.zone, visit.locale)
    return tap(
        visit.words.plain("admin-button-reverse", when=when), PowerTap(power=Power.REVERSE, subject=entry.id)
    )
