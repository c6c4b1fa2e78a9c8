"""My data in chat: being erased, what is in the way of it, and coming back as somebody new."""

from tests.bot.gathering import Group, gather
from tests.bot.person import account
from tests.bot.playing import manage, open_campaign
from tests.bot.pools import open_pool


def test_whoever_is_needed_reads_by_what_and_finds_the_way_to_each(guest):
    ann = guest(account(8_000), linked=True)
    pool = open_pool(ann)
    pool.pledged_by(ann, "¥2,000")
    ann.say("/data")
    ann.tap("Erase me", ann.sees("My data"))
    told = ann.sees("In the way now")
    assert "one pledge that holds your money" in told.text
    assert "one campaign that you organise" in told.text
    assert told.labels == ["My pledge", "My campaign", "‹ My data"]
    ann.tap_data(told, "er:1")  # typed, for there is no such button: nobody is erased by it
    ann.tap("My pledge")
    ann.sees_photo("You are in with ¥2,000")


def test_who_is_erased_is_on_no_card_any_more_and_comes_back_as_somebody_new(guest):
    ann, olga = guest(name="Ann Erasable", language_code="en"), guest(name="Olga")
    open_campaign(ann)
    group = gather(ann.stage, ann, olga)
    url = manage(ann).button("Add to a group").url
    assert url is not None
    group.follow(url)
    group.sees("Opened by Ann Erasable")
    ann.tap("Cancel the campaign", manage(ann))
    ann.tap("Yes, cancel it")
    group.sees("Cancelled by the initiator.")

    ann.say("/data")
    ann.tap("Erase me", ann.sees("My data"))
    ann.tap("Erase me …", ann.sees("What goes, at once"))
    ann.tap("Yes, erase me", ann.sees("This cannot be undone"))
    ann.sees("You are erased")

    redrawn_without("Ann Erasable", group)
    ann.say("/mine")
    ann.sees("No campaigns yet")


def redrawn_without(name: str, group: Group) -> None:
    """Waits until nothing that the bot has standing in the group names them."""
    while True:
        seen = group.stage.last_call()
        if not any(name in shown.text for shown in group.shown()):
            return
        group.stage.awaits_call("editMessageMedia", after=seen)


def test_a_copy_of_everything_comes_as_a_file(guest):
    ann = guest(account(8_000), linked=True, name="Ann")
    ann.say("/data")
    ann.tap("Send me a copy", ann.sees("My data"))
    sent = ann.sees("Everything that is kept about you")
    name = sent.raw["document"]["file_name"]
    assert name.startswith("hecun-")
    assert name.endswith(".json")
