"""A house in which every answer is foretold by the plain rules, and given again by a store that runs batches beside."""

from collections import Counter
from typing import Any

from hypothesis import note

from core.commands import Accepted, Command, Receipt, Refused
from core.domain.errors import IntentReused
from core.domain.ids import AccountId, CampaignId, IntentId
from core.domain.pledge import PledgeAmount
from core.domain.product import Product
from tests.model.rules import Rules
from tests.support.house import House
from tests.support.memory import MemoryStore, same_but_for_versions

LARGEST_BATCH = 12


class WatchedHouse(House):
    """Asks one command at a time, and fails when an answer, or what became of it, is not what the rules say.

    The same commands are given in batches to a store beside, which must answer alike and hold the same.
    `tally` counts commands by their kind and answer.
    """

    def __init__(self, *products: Product) -> None:
        self.rules = Rules(self)
        self.answered: dict[IntentId, tuple[Command[Any], Receipt[Any]]] = {}
        self.tally: Counter[str] = Counter()
        self._beside = MemoryStore()
        self._batch: list[tuple[Command[Any], Receipt[Any]]] = []
        super().__init__(*products)

    def ask(self, command: Command[Any]) -> Receipt[Any]:
        """The receipt, once it is found to be right."""
        note(f"{self.at:%d %H:%M:%S} {command}")
        earlier = self.answered.get(command.intent)
        reasons = set() if earlier else self.rules.reasons(command, self.now)
        before = self.store.tables()
        receipt = super().ask(command)
        self._batch.append((command, receipt))
        if earlier:
            assert receipt == (earlier[1] if earlier[0] == command else Refused(IntentReused()))
            assert self.store.tables() == before
        else:
            self.answered[command.intent] = (command, receipt)
            if isinstance(receipt, Accepted):
                assert not reasons, (command, reasons)
                self.rules.follow(command, receipt.result, self.now)
            else:
                self._check_refused(receipt.error.code, reasons, before)
        answer = "accepted" if isinstance(receipt, Accepted) else receipt.error.code
        self.tally[f"{type(command).__name__} {'repeated' if earlier else answer}"] += 1
        if len(self._batch) == LARGEST_BATCH:
            self.catch_up()
        return receipt

    def _check_refused(self, code: str, reasons: set[str], before: dict[str, dict[Any, Any]]) -> None:
        assert code in reasons, f"{code}, not {reasons or 'accepted'}"
        after = self.store.tables()
        assert len(after.pop("receipts")) == len(before.pop("receipts")) + 1
        assert after == before

    def catch_up(self) -> None:
        """Let the store beside run what was asked since, as one batch."""
        commands = [command for command, _ in self._batch]
        receipts = [receipt for _, receipt in self._batch]
        self._batch.clear()
        assert self._beside.run(commands, self.now) == receipts
        assert same_but_for_versions(self._beside.tables(), self.store.tables())

    def later(self, **span: float) -> None:
        """Move the clock on; a batch has one moment, so it ends here."""
        self.catch_up()
        super().later(**span)

    def check_like_the_rules(self) -> None:
        """Fails unless accounts, links and pools are what the rules made of them."""
        assert self._accounts() == {
            account_id: (
                account.status,
                (account.available_minor, self.rules.held_minor(account_id)),
                None
                if account.link is None
                else (account.link.participant_id, account.link.phone, account.link.active),
            )
            for account_id, account in self.rules.accounts.items()
        }
        assert self._pools() == {
            campaign_id: (pool.state, pool.closes_at, pool.mend_until, tuple(pool.line), pool.kept_until)
            for campaign_id, pool in self.rules.pools.items()
        }
        assert self._members() == {
            (campaign_id, participant_id): (member.account_id, member.amount, member.seat, member.ailing)
            for campaign_id, pool in self.rules.pools.items()
            for participant_id, member in pool.members.items()
        }

    def _accounts(self) -> dict[AccountId, tuple[Any, ...]]:
        links = {
            link.account_id: (link.participant_id, link.phone, link.active)
            for link in self.store.links.values()
        }
        return {
            account.id: (account.status, self.balances_minor(account.id), links.get(account.id))
            for account in self.store.accounts.values()
        }

    def _pools(self) -> dict[CampaignId, tuple[Any, ...]]:
        return {
            campaign.id: (
                campaign.state,
                campaign.closes_at,
                campaign.mend_until,
                campaign.waiting.line,
                campaign.waiting.kept_until,
            )
            for campaign in self.store.campaigns.values()
        }

    def _members(self) -> dict[tuple[CampaignId, str], tuple[AccountId, PledgeAmount, int | None, bool]]:
        return {
            (pledge.campaign_id, pledge.participant_id): (
                pledge.account_id,
                pledge.amount,
                pledge.seat,
                bool(pledge.ailing),
            )
            for pledge in self.store.pledges.values()
            if pledge.live
        }
