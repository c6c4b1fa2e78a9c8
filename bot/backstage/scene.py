"""The opening scene: the people's accounts at the bank, opened and linked by the same commands as in real life.

Every command's intent follows from the scene, so setting it again changes nothing that people have played since.
"""

from bot.backstage.customers import do, take_on
from bot.backstage.people import PEOPLE, ScenePerson
from bot.locales import locale_for
from core.commands import Actor, ConfirmLinking, MeetParticipant, Refused, StartLinking
from core.domain.ids import IntentId
from core.domain.notice import CodeIssued
from core.ports import Clock, Outbox, Teller


async def set_scene(teller: Teller, outbox: Outbox, clock: Clock) -> None:
    """Sets the scene, before anything is sent: the codes it needs to link accounts lie in the outbox."""
    for person in PEOPLE:
        await take_on(teller, f"scene:{person.key}", person.name, person.phone, person.accounts)
        if person.linked:
            await _link(person, teller, outbox, clock)


async def _link(person: ScenePerson, teller: Teller, outbox: Outbox, clock: Clock) -> None:
    meeting = MeetParticipant(
        intent=_intent(person, "meet"),
        actor=Actor.system("scene"),
        telegram_user_id=person.telegram_user_id,
        name=person.name,
        locale=locale_for(person.language_code).value,
    )
    participant_id = (await do(teller, meeting)).participant_id
    actor = Actor.participant(participant_id)
    sharing = StartLinking(
        intent=_intent(person, "contact"),
        actor=actor,
        telegram_user_id=person.telegram_user_id,
        contact_user_id=person.telegram_user_id,
        phone=person.phone,
    )
    await do(teller, sharing)
    for waiting in await outbox.waiting(clock.now().at):
        if isinstance(waiting.notice, CodeIssued) and waiting.notice.to == participant_id:
            code = waiting.notice.code
            confirming = ConfirmLinking(intent=_intent(person, "code"), actor=actor, code=code)
            # Refused once the scene is set: then the code was asked for in play, and goes to the phone.
            if not isinstance(await teller.submit(confirming), Refused):
                await outbox.sent(waiting.id)


def _intent(person: ScenePerson, step: str) -> IntentId:
    return IntentId(f"scene:{person.key}:{step}")
