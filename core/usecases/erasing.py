"""How a person leaves for good: who they are is forgotten, and what they did stays under a number."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from core.book import Book, Shelf
from core.commands import ActorKind, Done, ErasePerson
from core.domain.account import BankCustomer
from core.domain.erasure import Belongings, in_the_way
from core.domain.errors import ErasureHindered
from core.domain.ids import CustomerId, ParticipantId
from core.domain.moment import Moment
from core.reach import Reach
from core.usecases.linking import known_participant
from core.usecases.mirroring import NUMBER_UNKNOWN
from core.usecases.pooling import put_campaign
from core.usecases.registry import use_case

K = TypeVar("K")
V = TypeVar("V")


@use_case(
    ErasePerson,
    actors={ActorKind.PARTICIPANT},
    reach=lambda command: Reach(whole_people=frozenset({ParticipantId(command.actor.id)})),
    first_of_batch=True,
)
def erase_person(book: Book, command: ErasePerson, now: Moment) -> Done:
    """Forget who the participant is; whoever comes back is somebody new.

    Raises ParticipantUnknown, also of who was erased already, or ErasureHindered while they are still needed.
    """
    participant = known_participant(book, ParticipantId(command.actor.id))
    theirs = book.belongings[participant.id] or Belongings()
    hindering = in_the_way(
        participant.id,
        _values(book.campaigns, theirs.campaign_ids),
        _values(book.pledges, theirs.pledge_ids),
        _values(book.shares, theirs.share_ids),
        _values(book.payouts, theirs.payout_ids),
        _values(book.staff, theirs.staff_ids),
    )
    if hindering:
        raise ErasureHindered(len(hindering))
    for campaign in _values(book.campaigns, theirs.campaign_ids):
        if campaign.waiting.position(participant.id) is not None:
            put_campaign(book, campaign.no_longer_waited_for_by(participant.id), now)
    for campaign_id in theirs.invitations:
        book.invitations.remove((campaign_id, participant.id))
    for designation in _values(book.designations, (each for _, each in theirs.designations)):
        book.revoke_designation(designation)
    for account_id in theirs.account_ids:
        book.links.remove(account_id)
    for customer in _values(book.customers, theirs.customer_ids):
        _forget_customer(book, customer)
    for telegram_user_id in theirs.telegram_user_ids:
        book.identities.remove(telegram_user_id)
    book.codes.remove(participant.id)
    book.participants.put(participant.id, participant.erased(now.at))
    return Done()


def _forget_customer(book: Book, customer: BankCustomer) -> None:
    """What a bank elsewhere told of them is ours to forget, unless somebody else is linked; the bank's own is not."""
    if customer.told_at is None or _linked(book, customer.id):
        return
    book.phones.put(customer.phone, None)
    book.put_customer(replace(customer, name="", phone=f"{NUMBER_UNKNOWN}{customer.id}"))


def _linked(book: Book, customer_id: CustomerId) -> bool:
    return any(
        link is not None and link.active
        for link in (book.links[account_id] for account_id in book.customer_accounts[customer_id] or ())
    )


def _values(shelf: Shelf[K, V], keys: Iterable[K]) -> list[V]:
    return [value for key in keys if (value := shelf[key]) is not None]
