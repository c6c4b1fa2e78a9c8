"""What is on its way to people, what did not reach them, and the updates that could not be handled."""

from collections.abc import Iterator, Sequence

from bot.locales import Markup
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, RetryTap
from bot.telegram.keyboards import PRIMARY, columns, tap
from bot.telegram.render import phrases
from bot.telegram.render.admin.ways import overview_button
from bot.telegram.render.phrases import in_full
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.views import Outgoing, SetAsideUpdate

UPDATES_SHOWN = 5
_REASONS_SHOWN = 6


def deliveries_screen(outgoing: Outgoing, set_aside: Sequence[SetAsideUpdate], visit: Visit) -> Screen:
    """How the outbox fares, and the newest updates that were set aside, a button for each to try it again."""
    words = visit.words
    entries = [_update(number, each, visit) for number, each in enumerate(set_aside, start=1)]
    parts = (
        Markup("\n".join(_outgoing(outgoing, visit))),
        words("admin-updates-set-aside"),
        *(entries or [words("admin-updates-set-aside-none")]),
        *([words("admin-updates-hint")] if entries else []),
    )
    retries = [
        tap(words.plain("admin-button-retry", number=number), RetryTap(update_id=each.update_id), PRIMARY)
        for number, each in enumerate(set_aside, start=1)
    ]
    refresh = tap(words.plain("admin-button-refresh"), AdminGo(place=AdminPlace.DELIVERIES))
    return Screen(
        "\n\n".join(parts), staff_keyboard(visit, *columns(retries, 1), (refresh, overview_button(visit)))
    )


def _outgoing(outgoing: Outgoing, visit: Visit) -> Iterator[Markup]:
    words, waiting = visit.words, outgoing.waiting
    since = Markup("") if waiting.since is None else phrases.when(waiting.since, visit)
    yield words("admin-deliveries-title")
    yield words("admin-outgoing", count=waiting.count, since=since)
    if outgoing.postponed:
        yield words("admin-outgoing-postponed", count=outgoing.postponed)
    yield words("admin-outgoing-out-of-reach", count=outgoing.out_of_reach)
    if outgoing.given_up:
        yield words("admin-outgoing-given-up")
    for reason, count in outgoing.given_up[:_REASONS_SHOWN]:
        yield words("admin-outgoing-reason", reason=in_full(reason), count=count)


def _update(number: int, update: SetAsideUpdate, visit: Visit) -> Markup:
    return visit.words(
        "admin-update-line",
        number=number,
        id=Markup(update.update_id),
        name=update.name or Markup(update.person),
        when=phrases.when(update.received_at, visit),
        attempts=update.attempts,
        reason=in_full(update.reason),
    )
