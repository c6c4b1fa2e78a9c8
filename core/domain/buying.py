"""Buying a share that is for sale: who may, and what the bank is asked to debit."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from core.domain.account import Debit, DebitAmountType, DebitPurpose
from core.domain.bank import TermDeposit
from core.domain.campaign import Terms
from core.domain.deposit import Share
from core.domain.errors import NotPermitted, OfferOver
from core.domain.ids import CustomerId, ParticipantId
from core.domain.offer import OfferState
from core.domain.waiting import WaitingList


def other_members(share: Share, active_shares: Iterable[Share]) -> tuple[ParticipantId, ...]:
    """Who else owns a part of the share's deposit."""
    owners = (each.participant_id for each in active_shares)
    return tuple(dict.fromkeys(owner for owner in owners if owner != share.participant_id))


def may_buy(
    share: Share, active_shares: Iterable[Share], waiting: WaitingList, participant_id: ParticipantId
) -> bool:
    """Whether the participant is asked now: the other members from the beginning, who waits in line once it is theirs.

    Raises OfferOver if the share is not for sale.
    """
    offer = share.standing_offer()
    in_turn = offer.state is OfferState.TO_LINE and waiting.position(participant_id) is not None
    others = other_members(share, active_shares)
    return participant_id in others or (in_turn and participant_id != share.participant_id)


def check_buyable(
    share: Share,
    deposit: TermDeposit,
    active_shares: Iterable[Share],
    waiting: WaitingList,
    participant_id: ParticipantId,
    day: date,
) -> None:
    """Raises OfferOver if the share is not for sale, or its deposit over, and NotPermitted for who is not asked now."""
    if not may_buy(share, active_shares, waiting, participant_id):
        raise NotPermitted
    if not deposit.lasts_on(day):
        raise OfferOver(deposit.state.value)


def transfer_debit(terms: Terms, holder: CustomerId, price_minor: int) -> Debit:
    """What the bank is asked to debit from the buyer: exactly the price, whatever the bounds of a pledge are."""
    return replace(
        terms.debit(holder, DebitAmountType.FREE_AMOUNT, price_minor),
        minimum_minor=price_minor,
        maximum_minor=price_minor,
        multiple_minor=1,
        purpose=DebitPurpose.TRANSFER,
    )
