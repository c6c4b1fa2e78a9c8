"""The audit trail: who used an admin's power, for what, on what, and when."""

from collections.abc import Mapping, Sequence

from bot.locales import Markup, from_outside
from bot.telegram.admin_callbacks import TrailTap
from bot.telegram.keyboards import Row, keyboard, tap
from bot.telegram.render import phrases
from bot.telegram.render.admin.ways import overview_button
from bot.telegram.render.phrases import in_full
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.audit import AuditRecord


def trail_screen(
    records: Sequence[AuditRecord], names: Mapping[str, Markup], page: int, more: bool, visit: Visit
) -> Screen:
    """A page of the trail, newest first; `names` says what actors and subjects are called, where that is known."""
    title = visit.words("admin-trail", page=page + 1)
    entries = [_entry(record, names, visit) for record in records] or [visit.words("admin-trail-none")]
    rows = (_pages(page, more, visit), (overview_button(visit),))
    return Screen("\n\n".join((title, *entries)), keyboard(*rows))


def _entry(record: AuditRecord, names: Mapping[str, Markup], visit: Visit) -> Markup:
    words = visit.words
    actor = names.get(record.actor) or from_outside(record.actor)
    lines = [words("admin-trail-who", when=phrases.when(record.at, visit), actor=actor)]
    did = did_words(record.action, visit)
    if record.subject:
        subject = names.get(record.subject) or in_full(record.subject)
        lines.append(words("admin-trail-what", did=did, subject=subject))
    else:
        lines.append(did)
    if record.detail:
        lines.append(words("admin-trail-detail", detail=in_full(record.detail)))
    return Markup("\n".join(lines))


def did_words(action: str, visit: Visit) -> Markup:
    """An action in words; its code where there are none, for the trail tells everything."""
    code = action.replace("_", "-").replace(":", "-")
    known = f"admin-did-{code}" in visit.words.signatures
    return visit.words(f"admin-did-{code}") if known else from_outside(action)


def _pages(page: int, more: bool, visit: Visit) -> Row:
    words = visit.words
    newer = (tap(words.plain("admin-button-before"), TrailTap(page=page - 1)),) if page else ()
    older = (tap(words.plain("admin-button-more"), TrailTap(page=page + 1)),) if more else ()
    return (*newer, *older)
