"""The people of the scenes: each scene has its own, so that nobody whom somebody plays is in the way."""

from bot.backstage.people import SceneAccount, ScenePerson
from core.domain.account import AccountClass

_CAST_ID = 5_000_001_000
_CROWD_ID = 5_000_002_000
_PHONE = "+86137{:08d}"


def cast(number: int, name: str, part: tuple[str, str], *balances_minor: int) -> ScenePerson:
    """Somebody with a part, and a class I account for each balance; `number` is theirs among all scenes.

    Who has a Chinese name speaks Chinese.
    """
    return ScenePerson(
        key=f"cast-{number}",
        telegram_user_id=_CAST_ID + number,
        first_name=name,
        phone=_PHONE.format(number),
        note=part,
        accounts=tuple(SceneAccount(AccountClass.I, balance) for balance in balances_minor),
        language_code="en" if name.isascii() else "zh-hans",
    )


def crowd(count: int, balance_minor: int) -> tuple[ScenePerson, ...]:
    """So many people, every other one Chinese, no two of one name."""
    return tuple(_extra(number, balance_minor) for number in range(1, count + 1))


def _extra(number: int, balance_minor: int) -> ScenePerson:
    chinese = number % 2 == 0
    first_name, last_name = _chinese(number // 2) if chinese else _english(number // 2)
    return ScenePerson(
        key=f"crowd-{number}",
        telegram_user_id=_CROWD_ID + number,
        first_name=first_name,
        last_name=last_name,
        phone=_PHONE.format(10_000 + number),
        note=("One of a crowd.", "人群中的一位。"),
        accounts=(SceneAccount(AccountClass.I, balance_minor),),
        language_code="zh-hans" if chinese else "en",
    )


# fmt: off
_GIVEN = (
    "Ava", "Noah", "Iris", "Leo", "Ruby", "Omar", "Nina", "Hugo", "Cora", "Finn", "Elsa", "Jude", "Maya",
    "Owen", "Tess", "Ravi", "Lena", "Theo", "Zoe", "Ivan",
)
_FAMILY = (
    "Reed", "Okoro", "Walsh", "Silva", "Novak", "Price", "Haddad", "Berg", "Quinn", "Mori", "Lang",
    "Dean", "Costa",
)
_SURNAMES = "陈李张刘杨黄赵周吴徐孙胡朱高林何郭马罗梁"
_NAMES = (
    "子涵", "雨桐", "思远", "嘉宁", "晓晨", "文博", "欣怡", "志强", "静", "浩然", "佳慧",
    "明", "若溪", "建国", "丽", "宇航", "梦瑶", "凯", "雪", "立新",
)
# fmt: on


def _english(at: int) -> tuple[str, str]:
    return _GIVEN[at % len(_GIVEN)], _FAMILY[at % len(_FAMILY)]


def _chinese(at: int) -> tuple[str, None]:
    return _SURNAMES[at % len(_SURNAMES)] + _NAMES[(at + at // len(_SURNAMES)) % len(_NAMES)], None
