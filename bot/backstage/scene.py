"""The opening scene: the people's accounts at the bank, opened and linked by the same commands as in real life.

Every command's intent follows from the scene, so setting it again changes nothing that people have played since.
"""

from bot.backstage.customers import take_on
from bot.backstage.linking import ask_for_code, confirming, meet
from bot.backstage.people import PEOPLE, ScenePerson
from core.commands import Refused
from core.domain.notice import CodeIssued
from core.ports import Clock, Outbox, Teller


async def set_scene(teller: Teller, outbox: Outbox, clock: Clock) -> None:
    """Sets the scene, before anything is sent: the codes it needs to link accounts lie in the outbox."""
    for person in PEOPLE:
        await take_on(teller, f"scene:{person.key}", person.name, person.phone, person.accounts)
        if person.linked:
            await _link(person, teller, outbox, clock)


async def _link(person: ScenePerson, teller: Teller, outbox: Outbox, clock: Clock) -> None:
    intention = f"scene:{person.key}"
    participant_id = await meet(teller, intention, person)
    await ask_for_code(teller, intention, person, participant_id)
    for waiting in await outbox.waiting(clock.now().at):
        if isinstance(waiting.notice, CodeIssued) and waiting.notice.to == participant_id:
            # Refused once the scene is set: then the code was asked for in play, and goes to the phone.
            receipt = await teller.submit(confirming(intention, participant_id, waiting.notice.code))
            if not isinstance(receipt, Refused):
                await outbox.sent(waiting.id)
