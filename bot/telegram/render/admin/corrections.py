"""Corrections: the list, and one with its legs, its reason, who proposed it, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence

from bot.locales import Key, Markup
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    CorrectionTap,
    DecideTap,
    MismatchTap,
)
from bot.telegram.keyboards import DANGER, PRIMARY, SUCCESS, Row, columns, tap
from bot.telegram.render import phrases
from bot.telegram.render.admin.entries import legs_block
from bot.telegram.render.admin.ways import overview_button
from bot.telegram.render.phrases import in_full
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.correction import Correction, CorrectionState, Decision
from core.views import CorrectionView

_DONE = {
    Decision.APPROVE: Key("admin-done-approve"),
    Decision.REFUSE: Key("admin-done-refuse"),
    Decision.TAKE_BACK: Key("admin-done-take-back"),
}


def decided_words(decision: Decision, visit: Visit) -> str:
    """That it was decided, as a toast."""
    return visit.words.plain(_DONE[decision])


def corrections_screen(corrections: Sequence[Correction], visit: Visit) -> Screen:
    """The newest corrections, each a button."""
    words = visit.words
    lines = [words("admin-corrections")]
    lines += [
        words(
            "admin-correction-line",
            number=number,
            when=phrases.when(each.proposed_at, visit),
            state=_state(each, visit),
            reason=in_full(each.reason),
        )
        for number, each in enumerate(corrections, start=1)
    ] or [words("admin-corrections-none")]
    numbers = [
        tap(str(number), CorrectionTap(correction_id=each.id), PRIMARY)
        for number, each in enumerate(corrections, start=1)
    ]
    back = tap(words.plain("admin-button-mismatches"), AdminGo(place=AdminPlace.MISMATCHES))
    return Screen(
        "\n\n".join(lines), staff_keyboard(visit, *columns(numbers, 5), (back, overview_button(visit)))
    )


def _state(correction: Correction, visit: Visit) -> Markup:
    if correction.state is CorrectionState.PROPOSED and not correction.waiting(visit.now().at):
        return visit.words("admin-correction-over")
    return visit.words("admin-correction-state", state=correction.state)


def correction_screen(
    view: CorrectionView, names: Mapping[str, Markup], visit: Visit, introduction: Markup | None = None
) -> Screen:
    """One correction; another admin may approve or refuse it, its proposer take it back.

    `names` says what the admins are called, by Telegram id.
    """
    lines = [introduction] if introduction else []
    lines += _lines(view, names, visit)
    return Screen("\n\n".join(lines), staff_keyboard(visit, *_rows(view, visit)))


def _lines(view: CorrectionView, names: Mapping[str, Markup], visit: Visit) -> Iterator[Markup]:
    words, correction = visit.words, view.correction
    title = words("admin-correction-title" if correction.reverses is None else "admin-reversal-title")
    yield Markup(f"{title}\n{legs_block(correction.legs, view.accounts, visit)}")
    yield words("admin-correction-reason", reason=in_full(correction.reason))
    proposed = words(
        "admin-correction-proposed",
        name=names[correction.proposed_by],
        when=phrases.when(correction.proposed_at, visit),
    )
    yield Markup(f"{proposed}\n{_outcome(correction, names, visit)}")


def _outcome(correction: Correction, names: Mapping[str, Markup], visit: Visit) -> Markup:
    words = visit.words
    if correction.decided_by is None or correction.decided_at is None:
        until = phrases.when(correction.expires_at, visit)
        waiting = correction.waiting(visit.now().at)
        return words("admin-correction-waiting" if waiting else "admin-correction-expired", when=until)
    return words(
        "admin-correction-decided",
        state=words("admin-correction-state", state=correction.state),
        name=names[correction.decided_by],
        when=phrases.when(correction.decided_at, visit),
    )


def _rows(view: CorrectionView, visit: Visit) -> Iterator[Row]:
    words, correction = visit.words, view.correction
    if correction.waiting(visit.now().at):
        if correction.proposed_by == str(visit.telegram_user_id):
            take_back = DecideTap(correction_id=correction.id, decision=Decision.TAKE_BACK)
            yield (tap(words.plain("admin-button-take-back"), take_back, DANGER),)
        else:
            approve, refuse = (
                DecideTap(correction_id=correction.id, decision=decision)
                for decision in (Decision.APPROVE, Decision.REFUSE)
            )
            yield (
                tap(words.plain("admin-button-approve"), approve, SUCCESS),
                tap(words.plain("admin-button-refuse"), refuse, DANGER),
            )
    if view.mismatch is not None:
        yield (tap(words.plain("admin-button-mismatch"), MismatchTap(mismatch_id=view.mismatch.id)),)
    corrections = tap(words.plain("admin-button-corrections"), AdminGo(place=AdminPlace.CORRECTIONS))
    yield (corrections, overview_button(visit))
