"""The audit trail: who used an admin's power, for what, on what, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.locales import Markup, from_outside
from bot.telegram.admin_callbacks import (
    AdminGo,
    AdminPlace,
    BankAccountTap,
    CampaignTap,
    CorrectionTap,
    ParticipantTap,
    PartnerPart,
    PartnerTap,
    PeriodWord,
    RecordTap,
    TrailLooksTap,
    TrailPeriodTap,
    TrailTap,
)
from bot.telegram.admin_drafts import TrailLook
from bot.telegram.keyboards import Row, columns, tap
from bot.telegram.render import phrases
from bot.telegram.render.admin.exports import export_button
from bot.telegram.render.admin.periods import period_label, period_words
from bot.telegram.render.admin.ways import overview_button
from bot.telegram.render.phrases import in_full
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.audit import AuditRecord
from core.domain.export import ExportKind


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of what a look finds; `names` says what actors and subjects are called, where that is known."""

    look: TrailLook
    records: Sequence[AuditRecord]
    names: Mapping[str, Markup]
    more: bool


def trail_screen(shown: TrailPage, visit: Visit) -> Screen:
    """A page of the trail, newest first, with a button for each record; typing searches."""
    words, look = visit.words, shown.look
    head = [words("admin-trail", page=look.page + 1)]
    if look.period is not None:
        head.append(words("admin-trail-period", period=period_words(look.period, visit)))
    if look.text:
        head.append(words("admin-trail-text", text=look.shown))
    elif not look.looks:
        head.append(words("admin-trail-changes"))
    entries = [
        _entry(number, record, shown.names, visit) for number, record in enumerate(shown.records, start=1)
    ] or [words("admin-trail-none")]
    narrowed = look.text or look.period is not None
    all_of_it = tap(words.plain("admin-button-trail-all"), TrailLooksTap(nonce="", looks=True))
    details = [
        tap(str(number), RecordTap(record_id=record.id))
        for number, record in enumerate(shown.records, start=1)
    ]
    periods = [
        tap(period_label(word, visit), TrailPeriodTap(nonce=look.nonce, period=word)) for word in PeriodWord
    ]
    return Screen(
        "\n\n".join(("\n".join(head), *entries, words("admin-trail-hint"))),
        staff_keyboard(
            visit,
            details,
            *columns(periods, 2),
            _pages(shown, visit),
            _looks_too(look, visit),
            *([(all_of_it,)] if narrowed else []),
            *(
                [(export_button(words.plain("admin-button-trail-file"), ExportKind.TRAIL, look.period),)]
                if look.period
                else []
            ),
            (overview_button(visit),),
        ),
    )


def record_screen(
    record: AuditRecord, names: Mapping[str, Markup], look: TrailLook | None, visit: Visit
) -> Screen:
    """All that is recorded of one use, and the ways to what it concerned."""
    words = visit.words
    actor = words("admin-record-id", what=_name(record.actor, names), id=in_full(record.actor))
    lines = [
        words("admin-record", did=did_words(record.action, visit)),
        words("admin-record-when", when=phrases.when(record.at, visit)),
        words("admin-record-actor", actor=actor),
    ]
    if record.subject:
        named = names.get(record.subject)
        subject = in_full(record.subject)
        if named is not None:
            subject = words("admin-record-id", what=named, id=subject)
        lines.append(words("admin-record-subject", subject=subject))
    if record.detail:
        lines.append(words("admin-trail-detail", detail=in_full(record.detail)))
    lines.append(words("admin-id", id=in_full(record.id)))
    trail = AdminGo(place=AdminPlace.TRAIL) if look is None else TrailTap(nonce=look.nonce, page=look.page)
    back = tap(words.plain("admin-button-trail-back"), trail)
    return Screen(
        "\n".join(lines),
        staff_keyboard(visit, _way_to(record.subject, visit), (back, overview_button(visit))),
    )


def _way_to(subject: str, visit: Visit) -> Row:
    """The screen of what a record concerned, by the kind of its id."""
    words = visit.words
    match subject.partition("_")[0]:
        case "cmp":
            return (tap(words.plain("admin-button-show-campaign"), CampaignTap(campaign_id=subject)),)
        case "par":
            return (tap(words.plain("admin-button-participant"), ParticipantTap(participant_id=subject)),)
        case "acc":
            return (tap(words.plain("admin-button-account"), BankAccountTap(account_id=subject)),)
        case "cor":
            return (tap(words.plain("admin-button-correction"), CorrectionTap(correction_id=subject)),)
        case "ptn":
            partner = PartnerTap(partner_id=subject, part=PartnerPart.PERMISSIONS)
            return (tap(words.plain("admin-button-show-partner"), partner),)
    return ()


def _name(actor: str, names: Mapping[str, Markup]) -> Markup:
    return names.get(actor) or from_outside(actor)


def _entry(number: int, record: AuditRecord, names: Mapping[str, Markup], visit: Visit) -> Markup:
    words = visit.words
    when, actor = phrases.when(record.at, visit), _name(record.actor, names)
    lines = [words("admin-trail-who", number=number, when=when, actor=actor)]
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


def _looks_too(look: TrailLook, visit: Visit) -> Row:
    """With looks, or without them; a text finds them anyway."""
    if look.text:
        return ()
    label = visit.words.plain("admin-button-trail-changes" if look.looks else "admin-button-trail-looks")
    return (tap(label, TrailLooksTap(nonce=look.nonce, looks=not look.looks)),)


def _pages(shown: TrailPage, visit: Visit) -> Row:
    words, nonce, page = visit.words, shown.look.nonce, shown.look.page
    newer = (tap(words.plain("admin-button-before"), TrailTap(nonce=nonce, page=page - 1)),) if page else ()
    older = (
        (tap(words.plain("admin-button-more"), TrailTap(nonce=nonce, page=page + 1)),) if shown.more else ()
    )
    return (*newer, *older)
