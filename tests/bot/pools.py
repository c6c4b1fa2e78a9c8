"""A pool to play in: opened by somebody with the wizard, and how others come to it."""

from dataclasses import dataclass

from tests.bot.person import Person, Shown
from tests.bot.playing import open_campaign
from tests.bot.stage import Json


@dataclass
class Pool:
    """A campaign that was opened in chat."""

    initiator: Person
    link: str

    def met_by(self, person: Person) -> Shown:
        """The card that somebody sees who follows the link."""
        person.follow(self.link)
        return person.sees_photo("¥")

    def pledged_by(self, person: Person, amount: str) -> Shown:
        """The card after somebody with one linked account has pledged this amount, by its button."""
        card = self.met_by(person)
        person.tap(amount, card)
        person.sees("Pledge ")
        person.tap("Confirm")
        return person.sees_photo("You are in")

    def filled_by(self, person: Person) -> None:
        """Somebody pledges all that is left."""
        person.tap("The rest", self.met_by(person))
        person.tap("Confirm", person.sees("Pledge "))


@dataclass
class Friends:
    """Bob has ¥2,000 of a deposit of ¥10,000, and Cy the rest."""

    pool: Pool
    bob: Person
    cy: Person


def open_pool(initiator: Person, deadline: str = "In 3 days") -> Pool:
    """A pool of ¥10,000 in which nobody is yet."""
    card = open_campaign(initiator, deadline=deadline)
    copied = next(button.copies for button in card.buttons if button.copies)
    assert copied is not None
    return Pool(initiator, copied)


def accounts_of(person: Person) -> list[Json]:
    """The accounts of a person in the bank's books, in the order they were opened."""
    for customer in person.stage.bank()["customers"]:
        if customer["name"] == person.name:
            accounts: list[Json] = customer["accounts"]
            return accounts
    return []


def held_by(person: Person) -> int:
    """What is held on all accounts of a person, in minor units."""
    return sum(account["held_minor"] for account in accounts_of(person))
