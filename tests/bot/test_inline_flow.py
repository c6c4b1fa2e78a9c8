"""Campaigns sent by way of the bot into any chat: what is offered to whom; and the chosen card stays true there."""

import pytest

from tests.bot.person import PATIENCE_SECONDS, Person, Shown, account
from tests.bot.playing import join, manage, open_campaign
from tests.bot.stage import Json


@pytest.fixture
def ann(guest):
    return guest(name="Ann")


@pytest.fixture
def bob(guest):
    return guest(account(8_000), name="Bob", linked=True)


def asks(person: Person, query: str = "", **where: int) -> Json:
    """What somebody is offered who types `@bot query`."""
    asked = person.stage.ask(
        "POST", f"/sim/people/{person.id}/inline", query=query, wait=PATIENCE_SECONDS, **where
    )
    return {"id": asked["inline_query_id"], **asked["answer"]}


def titles(answer: Json) -> list[str]:
    return [result["title"] for result in answer["results"]]


class Talk:
    """A chat of two people, where the bot is not."""

    def __init__(self, one: Person, other: Person) -> None:
        self.one, self.other = one, other
        made = one.stage.ask("POST", f"/sim/people/{one.id}/chats", **{"with": other.id})
        self.id = int(made["id"])

    def sends(self, query: str) -> None:
        """One of them sends the first that is offered."""
        answer = asks(self.one, query, chat_id=self.id)
        self.one.stage.ask(
            "POST",
            f"/sim/people/{self.one.id}/inline/choose",
            inline_query_id=answer["id"],
            result_id=answer["results"][0]["id"],
            chat_id=self.id,
        )

    def sees(self, wanted: str) -> Shown:
        """The only message there, once it says this."""
        revision = 0
        while True:
            path = f"/sim/people/{self.other.id}/messages?chat_id={self.id}&after={revision}"
            told = self.other.stage.ask("GET", f"{path}&wait={PATIENCE_SECONDS if revision else 0}")
            for message in map(Shown, told["messages"]):
                if wanted in message.text:
                    return message
            assert told["messages"], f"waited in vain for {wanted!r}\n{self.other.stage.log()}"
            revision = told["revision"]


def test_the_chosen_card_stays_true_where_the_bot_is_not(ann, bob):
    card = open_campaign(ann)
    code = card.raw["reply_markup"]["inline_keyboard"]
    [share] = [key for row in code for key in row if "switch_inline_query_chosen_chat" in key]
    talk = Talk(ann, bob)

    talk.sends(share["switch_inline_query_chosen_chat"]["query"])
    sent = talk.sees("Nobody is in yet")
    assert not sent.photo
    assert sent.labels == ["Join, in private"]
    join(bob, card, "¥2,000")

    assert talk.sees("¥2,000 pledged").id == sent.id
    ann.tap("Cancel the campaign", manage(ann))
    ann.tap("Yes, cancel it")
    assert talk.sees("Cancelled by the initiator.").labels == []


def test_one_is_offered_what_one_organises_or_is_in_and_nobody_elses_by_what_one_types(ann, bob):
    card = open_campaign(ann)
    assert titles(asks(bob)) == []
    join(bob, card, "¥2,000")

    [offered] = asks(bob)["results"]
    assert offered["description"] == "2.45% a year · ¥2,000 pledged, ¥8,000 to go"
    code = next(word for word in card.text.split() if len(word) == 9 and word[4] == "-")
    assert len(titles(asks(bob, code.lower()))) == 1
    assert len(titles(asks(ann, "10 000"))) == 1
    assert len(titles(asks(ann, "ann"))) == 1
    assert titles(asks(bob, "no such thing")) == []


def test_a_campaign_by_invitation_is_not_offered_and_who_has_none_is_shown_the_way_to_open_one(ann, guest):
    open_campaign(ann, by_invitation=True)
    answer = asks(ann)
    assert answer["results"] == []
    assert answer["button"] == {"text": "Open a campaign", "start_parameter": "open"}
    newcomer = guest(language_code="zh-hans")
    assert asks(newcomer)["button"]["text"] == "发起众筹"
    newcomer.start("open")
    newcomer.sees("选哪种定期")
