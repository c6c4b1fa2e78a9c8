"""What a command may look at: keys, from which the rows that hang on them are loaded too."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

from core.domain.bank import (
    deposit_ledger_account,
    expense_ledger_account,
    interest_ledger_account,
    tax_ledger_account,
)
from core.domain.erasure import Belongings
from core.domain.ids import (
    AccountId,
    CampaignId,
    CorrectionId,
    CustomerId,
    DeliveryId,
    DepositId,
    LedgerAccountId,
    OrderReference,
    ParticipantId,
    PartnerId,
    PayoutId,
    PledgeId,
    ShareId,
)
from core.domain.payout import payable_ledger_account


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Keys flow down, and locks with them: campaign → pledges → deposits → shares → payouts → accounts → balances.

    `whole_people` bring a participant with all that `Belongings` name as the batch begins (so what asks for them is
    `first_of_batch`), the pending code; `memberships` bring their live pledge with its account and hold;
    `whole_campaigns` bring all live pledges so; `accounts` bring customer, link and balances; `customers` bring their
    accounts so; `phones` bring the customer; `codes` bring the pending one-time code and its customer; `campaign_keys`,
    of whoever uses one, bring the campaign's id and that participant's invitation to it; `pledges`, ended ones too,
    bring their accounts and holds,
    those of a change under way among them; `pledgers` bring the participant's live pledges as they are once `accounts`
    are locked, to be looked at and not to be changed; `entries`, by reference, bring the balances of their legs and the
    entry that reverses them; `corrections` bring the balances of their legs, accounts, hold, mismatch, and the entry of
    their reference; `mismatches`, by subject, bring their campaigns and correction; `whole_campaigns` also bring the
    open mismatches of all accounts; `awaited`, designees' keys, bring the designations of people who had not come, and
    so do `codes` and `phones` for their numbers; `designees` bring a campaign and all its designations; `designated`
    bring the participant's designation in the campaign, as do `campaign_keys`, and `memberships` in campaigns for
    designated people only; `deposits` bring the balances of their interest and expense; `whole_deposits` bring
    all their balances, campaign, product, and active shares with their accounts, buyers' too; `shares` bring their
    deposit; `payouts` bring their share, deposit, campaign, account and balance; `endpoints_of` partners bring their
    webhook endpoints, and so does every campaign that a partner opened, or opens now, to be looked at; `remindings`
    bring the campaign and how it stands between the two; `invitees` bring a campaign, its designations and remindings,
    and who is invited to it, whether they pledged, and whether they can be reached, to be looked at; `staff`, by
    Telegram id, are looked at; `roll`, the one there is, brings all staff to be changed, and who they are;
    `standstill`, the one there is, is looked at, and changed by whoever finds it as it was.
    """

    staff: frozenset[int] = frozenset()
    roll: frozenset[int] = frozenset()
    standstill: frozenset[int] = frozenset()
    telegram_users: frozenset[int] = frozenset()
    participants: frozenset[ParticipantId] = frozenset()
    whole_people: frozenset[ParticipantId] = frozenset()
    codes: frozenset[ParticipantId] = frozenset()
    phones: frozenset[str] = frozenset()
    customers: frozenset[CustomerId] = frozenset()
    accounts: frozenset[AccountId] = frozenset()
    products: frozenset[str] = frozenset()
    campaign_keys: frozenset[tuple[str, ParticipantId]] = frozenset()
    ledger_accounts: frozenset[LedgerAccountId] = frozenset()
    campaigns: frozenset[CampaignId] = frozenset()
    whole_campaigns: frozenset[CampaignId] = frozenset()
    memberships: frozenset[tuple[CampaignId, ParticipantId]] = frozenset()
    pledges: frozenset[PledgeId] = frozenset()
    pledgers: frozenset[ParticipantId] = frozenset()
    orders: frozenset[OrderReference] = frozenset()
    entries: frozenset[str] = frozenset()
    corrections: frozenset[CorrectionId] = frozenset()
    mismatches: frozenset[str] = frozenset()
    deposits: frozenset[DepositId] = frozenset()
    whole_deposits: frozenset[DepositId] = frozenset()
    shares: frozenset[ShareId] = frozenset()
    payouts: frozenset[PayoutId] = frozenset()
    reconciling: frozenset[int] = frozenset()
    partners: frozenset[PartnerId] = frozenset()
    endpoints_of: frozenset[PartnerId] = frozenset()
    deliveries: frozenset[DeliveryId] = frozenset()
    awaited: frozenset[str] = frozenset()
    designees: frozenset[CampaignId] = frozenset()
    designated: frozenset[tuple[CampaignId, ParticipantId]] = frozenset()
    remindings: frozenset[tuple[CampaignId, ParticipantId]] = frozenset()
    invitees: frozenset[CampaignId] = frozenset()

    @staticmethod
    def union(*reaches: "Reach") -> "Reach":
        """Everything that any of them names."""
        return Reach(**{name: frozenset().union(*map(keys_of, reaches)) for name, keys_of in _KEYS.items()})


_KEYS = {field.name: attrgetter(field.name) for field in fields(Reach)}


def reach_of_people(belongings: Mapping[ParticipantId, Belongings]) -> Reach:
    """What hangs on people who are reached for as a whole."""
    return Reach.union(
        Reach(participants=frozenset(belongings), codes=frozenset(belongings)),
        *(
            Reach(
                telegram_users=frozenset(theirs.telegram_user_ids),
                staff=frozenset(theirs.staff_ids),
                customers=frozenset(theirs.customer_ids),
                accounts=frozenset(theirs.account_ids),
                campaigns=frozenset(theirs.campaign_ids),
                pledges=frozenset(theirs.pledge_ids),
                shares=frozenset(theirs.share_ids),
                payouts=frozenset(theirs.payout_ids),
                designees=frozenset(campaign_id for campaign_id, _ in theirs.designations),
            )
            for theirs in belongings.values()
        ),
    )


def ledger_accounts_of_deposits(reach: Reach) -> frozenset[LedgerAccountId]:
    """The ledger accounts that hang on the deposits and payouts it names."""
    accruing = (interest_ledger_account, expense_ledger_account)
    all_kinds = (*accruing, deposit_ledger_account, tax_ledger_account)
    return frozenset(
        (
            *(of(deposit_id) for deposit_id in reach.deposits for of in accruing),
            *(of(deposit_id) for deposit_id in reach.whole_deposits for of in all_kinds),
            *map(payable_ledger_account, reach.payouts),
        )
    )
