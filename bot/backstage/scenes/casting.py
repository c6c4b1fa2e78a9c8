"""Brings a scene's people in: a Telegram account, an account in order at the bank with money on it, linked."""

import asyncio
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from bot.backstage.customers import do, take_on
from bot.backstage.linking import ask_for_code, confirming, meet
from bot.backstage.people import ScenePerson
from bot.backstage.scenes.player import Player
from bot.backstage.scenes.sandbox import Sandbox
from core.commands import Actor, CreditAccount, SetAccountStatus
from core.domain.account import AccountStatus
from core.domain.ids import IntentId
from core.ports import Queries, Teller
from core.views import AccountView

_BANK = Actor.bank("sandbox")
_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Casting:
    """Whoever has come in once comes in again as they are, with their accounts in order and their money made up."""

    sandbox: Sandbox
    teller: Teller
    queries: Queries

    async def bring(self, people: Iterable[ScenePerson]) -> list[Player]:
        """The people, ready to act."""
        here = {person["id"] for person in (await self.sandbox.ask("GET", "/people"))["people"]}
        doors = asyncio.Semaphore(_AT_ONCE)

        async def come(person: ScenePerson) -> Player:
            async with doors:
                if person.telegram_user_id not in here:  # who is there keeps the language they were given
                    await self.sandbox.ask("POST", "/people", **person.profile())
                return await self._ready(person)

        return list(await asyncio.gather(*map(come, people)))

    async def _ready(self, person: ScenePerson) -> Player:
        intention = f"scenes:{person.key}"
        await take_on(self.teller, intention, person.name, person.phone, person.accounts)
        participant_id = await meet(self.teller, intention, person)
        player = Player(self.sandbox, person, participant_id)
        if not await self.queries.accounts_of(participant_id):
            await self._link(player)
        for kept, account in zip(
            person.accounts, await self.queries.accounts_of(participant_id), strict=False
        ):
            await self._put_in_order(account, kept.balance_minor)
        return player

    async def _link(self, player: Player) -> None:
        intention = _new_intent()
        before = await player.newest_sms()
        await ask_for_code(self.teller, intention, player.person, player.participant_id)
        code = await player.next_code(before)
        await do(self.teller, confirming(intention, player.participant_id, code))

    async def _put_in_order(self, account: AccountView, balance_minor: int) -> None:
        if account.account.status is not AccountStatus.NORMAL:
            await self.set_status(account, AccountStatus.NORMAL)
        if account.available_minor < balance_minor:
            crediting = CreditAccount(
                intent=_new_intent(),
                actor=_BANK,
                account_id=account.account.id,
                amount_minor=balance_minor - account.available_minor,
            )
            await do(self.teller, crediting)

    async def set_status(self, account: AccountView, status: AccountStatus) -> None:
        """The bank freezes an account, or puts it in order."""
        setting = SetAccountStatus(
            intent=_new_intent(),
            actor=_BANK,
            account_id=account.account.id,
            status=status,
            reason="played in the sandbox",
        )
        await do(self.teller, setting)


def _new_intent() -> IntentId:
    return IntentId(f"scenes:{secrets.token_hex(8)}")
