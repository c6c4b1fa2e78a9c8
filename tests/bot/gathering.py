"""A group that is played: its people write there, and see what the bot has standing there."""

from dataclasses import dataclass
from typing import Any

from tests.bot.person import PATIENCE_SECONDS, Person, Shown
from tests.bot.stage import Json, Stage

BOT_ID = 1000001


@dataclass
class Group:
    """A group of its owner's, as they see it."""

    stage: Stage
    owner: Person
    id: int

    def act(self, what: str, verb: str = "POST", **body: Any) -> Json:
        """Something that the owner does with the group: "upgrade", "members", "topics" …"""
        return self.stage.ask(verb, f"/sim/people/{self.owner.id}/groups/{self.id}/{what}", **body)

    def say(self, text: str, person: Person | None = None, thread_id: int | None = None) -> None:
        """Somebody writes there."""
        person = person or self.owner
        person.now_acts()
        topic = {} if thread_id is None else {"message_thread_id": thread_id}
        self.stage.ask("POST", f"/sim/people/{person.id}/messages", chat_id=self.id, text=text, **topic)

    def follow(self, url: str, person: Person | None = None) -> None:
        """Somebody opens a link of the bot's that asks for a group, and picks this one."""
        person = person or self.owner
        person.now_acts()
        self.stage.ask("POST", f"/sim/people/{person.id}/open", url=url, chat_id=self.id)

    def shown(self) -> list[Shown]:
        """What the bot has standing there, oldest first."""
        return self._standing(self._told(0, 0))

    def sees(self, wanted: str) -> Shown:
        """The bot's message there that contains this; waits for it."""
        revision = 0
        while True:
            told = self._told(revision, PATIENCE_SECONDS)
            for message in self._standing(self._told(0, 0)):
                if wanted in message.text:
                    return message
            assert told["messages"] or revision == 0, (
                f"waited in vain for {wanted!r} in {[str(each) for each in self.shown()]}\n{self.stage.log()}"
            )
            revision = told["revision"]

    def no_longer_sees(self, message: Shown) -> None:
        """Waits until a message of the bot's is deleted there."""
        revision = 0
        while any(each.id == message.id for each in self.shown()):
            told = self._told(revision, PATIENCE_SECONDS)
            assert told["messages"] or revision == 0, f"{message} stays\n{self.stage.log()}"
            revision = told["revision"]

    def _told(self, after: int, wait: float) -> Json:
        path = f"/sim/people/{self.owner.id}/messages?chat_id={self.id}&after={after}&wait={wait}"
        return self.stage.ask("GET", path)

    @staticmethod
    def _standing(told: Json) -> list[Shown]:
        shown = (Shown(message) for message in told["messages"])
        return [
            each
            for each in shown
            if (each.raw.get("from") or {}).get("id") == BOT_ID and not each.deleted and each.text
        ]


def gather(stage: Stage, owner: Person, *others: Person, **details: Any) -> Group:
    """A group of these people, without the bot."""
    members = [person.id for person in others]
    made = stage.ask("POST", f"/sim/people/{owner.id}/groups", title="Savers", members=members, **details)
    return Group(stage, owner, int(made["chat"]["id"]))
