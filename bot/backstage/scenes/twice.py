"""Somebody taps "confirm" three times at once, and once more on the old button: it is one intention."""

from bot.backstage.scenes.company import Company
from bot.backstage.scenes.moves import choose_amount, open_pool
from bot.backstage.scenes.people import cast
from bot.backstage.scenes.saying import Saying
from bot.backstage.scenes.scene import Scene
from bot.telegram.callbacks import ReviewAction, ReviewTap

_TAPS = 3
_PEOPLE = (
    cast(41, "Lou", ("“Tapped too often”: opens the pool.", "“连点”：发起人。"), 8_000_00),
    cast(42, "小莫", ("“Tapped too often”: taps.", "“连点”：连点的人。"), 6_000_00),
)


async def _play(company: Company) -> Saying:
    company.says(Saying("Two people come in.", "两位人物入场。"))
    lou, mo = await company.enter(_PEOPLE)
    await company.clear(lou)
    company.says(Saying("Lou opens a pool.", "Lou 发起众筹。"))
    pool = await company.counted(open_pool(lou, company.queries))
    company.says(Saying("小莫 comes by the link and chooses ¥1,000.", "小莫打开链接，选 ¥1,000。"))
    await company.counted(choose_amount(mo, pool, 1_000_00))
    confirm = await mo.finds(ReviewTap, action=ReviewAction.CONFIRM)
    company.says(Saying("He taps “Confirm” three times at once.", "他同时点了三次“确认”。"))
    answers = await company.together(mo.tap_on(*confirm) for _ in range(_TAPS))
    company.says(Saying("And once more, on the old button.", "又在旧按钮上点了一次。"))
    answers.append(await company.counted(mo.tap_on(*confirm)))
    assert len({answer.get("text") for answer in answers}) == 1, "one intention has one answer"
    own = (await pool.seen_by(mo)).own_pledge
    assert own is not None
    assert own.amount_minor == 1_000_00
    return Saying("Four taps, one answer, ¥1,000 held once.", "四次点按，同一个回应，只预留了一次 ¥1,000。")


TWICE = Scene(
    id="twice",
    title=Saying("Tapped too often", "连点"),
    text=Saying(
        "An impatient thumb confirms four times. It is one intention, and gets one answer.",
        "性急的手指确认了四次。这是同一个意愿，得到同一个回应。",
    ),
    look=Saying(
        "In the timeline: four taps with the same answer. In the bank: one hold of ¥1,000.",
        "时间线：四次点按，回应相同。银行面板：一笔 ¥1,000 预留。",
    ),
    play=_play,
    steps=len(_PEOPLE) + 2 + _TAPS + 1,
    cast=_PEOPLE,
)
