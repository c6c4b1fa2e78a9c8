"""What staff type to find somebody or something: which rows a text may mean, whatever they are searched for."""

from sqlalchemy import ColumnElement, or_, select

from storage import rows

_LONGEST_TELEGRAM_ID = 16  # digits: 52 significant bits, says the Bot API
_SHORTEST_NUMBER_SUFFIX = 4

_PARTICIPANT, _IDENTITY = rows.ParticipantRow, rows.IdentityRow
_CUSTOMER, _ACCOUNT = rows.CustomerRow, rows.AccountRow


def participant_meant(text: str) -> ColumnElement[bool]:
    """A participant by id, Telegram id or name; the selection joins their identities."""
    conditions = [_PARTICIPANT.id == text, _PARTICIPANT.name.icontains(text, autoescape=True)]
    if text.isdecimal() and len(text) <= _LONGEST_TELEGRAM_ID:
        conditions.append(_IDENTITY.telegram_user_id == int(text))
    return or_(*conditions)


def customer_meant(text: str) -> ColumnElement[bool]:
    """A customer by phone number or name."""
    return or_(_CUSTOMER.phone == text, _CUSTOMER.name.icontains(text, autoescape=True))


def account_meant(text: str) -> ColumnElement[bool]:
    """An account by id, the last digits of its number (at least four), or its holder."""
    held = _ACCOUNT.customer_id.in_(select(_CUSTOMER.id).where(customer_meant(text)))
    conditions = [_ACCOUNT.id == text, held]
    digits = "".join(text.split()).lstrip("…*")
    if digits.isdecimal() and len(digits) >= _SHORTEST_NUMBER_SUFFIX:
        conditions.append(_ACCOUNT.number.endswith(digits, autoescape=True))
    return or_(*conditions)
