"""Whole stretches of conversation, in English, for tests that begin where they end."""

from tests.bot.person import Person, Shown


def open_campaign(
    initiator: Person, own: str = "Not now", deadline: str = "In 3 days", *, by_invitation: bool = False
) -> Shown:
    """A campaign of ¥10,000 for 12 months, own amounts and the rest; the initiator's card of it."""
    initiator.say("/open")
    for question, answer in (
        ("Which deposit?", "12 months"),
        ("How much together?", "¥10,000"),
        ("How are the amounts fixed?", "Go on"),
        ("What is the least one may pledge?", "¥50"),
        ("Until when?", deadline),
        ("How much do you pledge yourself?", own),
    ):
        initiator.tap(answer, initiator.sees(question))
    review = initiator.sees("Check, then publish")
    if by_invitation:
        initiator.tap("By invitation only", review)
        review = initiator.sees("By invitation only: for the people you pick")
    initiator.tap("Publish", review)
    return initiator.sees_photo("¥10,000 · 12 months")


def join(friend: Person, card: Shown, amount: str) -> Shown:
    """The friend scans the card's QR, taps an amount and confirms it; their own card, with their pledge."""
    review(friend, card, amount)
    friend.tap("Confirm")
    return friend.sees_photo("You are in with")


def review(friend: Person, card: Shown, amount: str) -> Shown:
    """The friend scans the card's QR and taps an amount; what they are to confirm."""
    friend.scan(card)
    friend.tap(amount, friend.sees_photo("Tap an amount to join"))
    return friend.sees("Pledge ¥")


def manage(initiator: Person, card: Shown | None = None) -> Shown:
    """What only the organiser can do, by the button on the card or on their newest one."""
    initiator.tap("Manage", card)
    return initiator.sees("Manage ¥")
