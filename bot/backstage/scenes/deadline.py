"""A pool that does not fill: its deadline is the clock's next event."""

from bot.backstage.scenes.company import Company
from bot.backstage.scenes.moves import open_pool, pledge
from bot.backstage.scenes.people import cast
from bot.backstage.scenes.saying import Saying
from bot.backstage.scenes.scene import Scene

_PEOPLE = (
    cast(31, "Jo", ("“Before the deadline”: opens the pool.", "“截止之前”：发起人。"), 8_000_00),
    cast(32, "阿凯", ("“Before the deadline”: ¥1,000.", "“截止之前”：¥1,000。"), 6_000_00),
)


async def _play(company: Company) -> Saying:
    company.says(Saying("Two people come in.", "两位人物入场。"))
    jo, kai = await company.enter(_PEOPLE)
    await company.clear(jo)
    company.says(Saying("Jo opens a pool and pledges ¥2,000.", "Jo 发起众筹并认筹 ¥2,000。"))
    pool = await company.counted(open_pool(jo, company.queries, own_minor=2_000_00))
    company.says(Saying("阿凯 pledges ¥1,000.", "阿凯认筹 ¥1,000。"))
    await company.counted(pledge(kai, pool, 1_000_00))
    return Saying(
        "¥3,000 are held, and ¥7,000 are missing. Turn the clock.", "已预留 ¥3,000，还差 ¥7,000。请拨动时钟。"
    )


DEADLINE = Scene(
    id="deadline",
    title=Saying("Before the deadline", "截止之前"),
    text=Saying(
        "A pool of ¥10,000 with only ¥3,000 in it, and a deadline tomorrow evening.",
        "目标 ¥10,000，只凑到 ¥3,000，明晚截止。",
    ),
    look=Saying(
        "Tap “To the next event” in the clock until this deadline has passed: "
        "every hold is released, and both are told.",
        "在时钟里点“到下一事件”，直到此众筹截止：所有预留解除，两人都会收到通知。",
    ),
    play=_play,
    steps=len(_PEOPLE) + 2,
    cast=_PEOPLE,
)
