"""What admins type while they take a partner on, read as an answer to the open question."""

from bot.telegram.admin_callbacks import PartnerPower, PartnerStep
from bot.telegram.admin_reading import NotTold, amount_told
from bot.telegram.partner_drafts import PER_DAY_MAX, PartnerChange
from bot.telegram.refusals import refusal_text
from bot.telegram.visit import Visit
from core.domain.errors import PartnerNameMalformed
from core.domain.partner import NAME_LENGTH_MAX


def read_partner_answer(text: str, change: PartnerChange, currency: str, visit: Visit) -> PartnerChange:
    """The change with the answer, at the next question. Raises NotTold."""
    text = text.strip()
    match change.step:
        case PartnerStep.NAME if change.power is PartnerPower.REGISTER:
            return change.named(_name(text, visit))
        case PartnerStep.AMOUNT:
            return change.up_to(amount_told(text, currency, visit))
        case PartnerStep.PER_DAY:
            return change.per_day(_per_day(text, visit))
    raise NotTold(visit.words("admin-tap"))


def _name(text: str, visit: Visit) -> str:
    if 1 <= len(text) <= NAME_LENGTH_MAX and text.isprintable():
        return text
    raise NotTold(refusal_text(PartnerNameMalformed(), visit))


def _per_day(text: str, visit: Visit) -> int:
    if text.isdecimal() and 1 <= int(text[:9]) <= PER_DAY_MAX:
        return int(text[:9])
    raise NotTold(visit.words("admin-partner-per-day-wrong", limit=PER_DAY_MAX))
