"""What is always there: /start, /help, /language, the command menu, and an answer to everything else."""

from bot.backstage.people import ADMIN_ID
from tests.bot.person import Person


def test_start_says_what_this_is_and_offers_the_ways_in(guest):
    ann = guest()
    ann.start()
    hello = ann.sees("Save together")
    assert hello.labels[:2] == ["Open a campaign", "Join with a code"]


def test_the_telegram_language_decides_how_one_is_spoken_to(guest):
    li, jean = guest(language_code="zh-hans"), guest(language_code="fr")
    li.start()
    li.sees("一起存")
    jean.start()
    jean.sees("Save together")


def test_a_chosen_language_outlasts_telegrams(guest):
    ann = guest(language_code="en")
    ann.say("/language")
    ann.tap("简体中文")
    ann.sees("我们说中文")
    ann.say("/help")
    ann.sees("怎么玩")


def test_help_explains_in_four_steps(guest):
    ann = guest()
    ann.say("/help")
    assert "4. " not in ann.sees("How it works").text.split("3. ")[0]


def test_what_is_not_understood_is_answered_kindly(guest):
    ann = guest()
    ann.say("what is love")
    ann.sees("did not understand")
    ann.say("/nonsense")
    ann.sees("did not understand")
    ann.share_contact()
    ann.sees(lambda shown: shown.text)


def test_a_button_of_an_older_version_gets_a_fresh_start(guest):
    ann = guest()
    ann.start()
    hello = ann.sees("Save together")
    toast = ann.tap_data(hello, "v0:gone")
    assert toast is not None
    assert toast.alert
    assert "older version" in toast.text
    assert ann.sees("Save together").id != hello.id


def test_a_name_from_outside_neither_breaks_nor_forges_a_message(guest):
    ann = guest(name="<b>&Ann</b> <a href='https://evil.example'>x</a>")
    ann.start()
    ann.sees("Save together")


def test_the_menu_has_every_command_and_admin_only_for_admins(guest, stage):
    ann = guest()
    ann.start()
    ann.sees("Save together")
    assert ann.menu() == [
        "start",
        "open",
        "join",
        "me",
        "mine",
        "portfolio",
        "statement",
        "accounts",
        "language",
        "privacy",
        "notifications",
        "stop",
        "data",
        "help",
        "cancel",
    ]
    boss = Person(stage, ADMIN_ID, "the admin", "")
    before = stage.last_call()
    boss.start()
    boss.sees(lambda shown: shown.buttons)
    stage.awaits_call("setMyCommands", after=before)
    assert "admin" in boss.menu()


def test_without_campaigns_mine_offers_to_open_or_join(guest):
    ann = guest()
    ann.say("/mine")
    assert ann.sees("No campaigns yet").labels[:2] == ["Open a campaign", "Join with a code"]
