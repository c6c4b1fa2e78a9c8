"""Takes the steps by which somebody links their accounts, by the commands that the chat gives as well."""

from bot.backstage.customers import do
from bot.backstage.people import ScenePerson
from bot.locales import locale_for
from core.commands import Actor, ConfirmLinking, MeetParticipant, StartLinking
from core.domain.ids import IntentId, ParticipantId
from core.ports import Teller


async def meet(teller: Teller, intention: str, person: ScenePerson) -> ParticipantId:
    """The participant that this person is."""
    meeting = MeetParticipant(
        intent=IntentId(f"{intention}:meet"),
        actor=Actor.system("scene"),
        telegram_user_id=person.telegram_user_id,
        name=person.name,
        locale=locale_for(person.language_code).value,
    )
    return (await do(teller, meeting)).participant_id


async def ask_for_code(
    teller: Teller, intention: str, person: ScenePerson, participant_id: ParticipantId
) -> None:
    """A one-time code is on its way to the person's phone, as after sharing a contact; may be refused."""
    sharing = StartLinking(
        intent=IntentId(f"{intention}:contact"),
        actor=Actor.participant(participant_id),
        telegram_user_id=person.telegram_user_id,
        contact_user_id=person.telegram_user_id,
        phone=person.phone,
    )
    await do(teller, sharing)


def confirming(intention: str, participant_id: ParticipantId, code: str) -> ConfirmLinking:
    """The command by which the code that came links the accounts."""
    return ConfirmLinking(
        intent=IntentId(f"{intention}:code"), actor=Actor.participant(participant_id), code=code
    )
