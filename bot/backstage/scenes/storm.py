"""A hundred people tap "the rest" at the same moment: one gets the last place, and everybody is answered."""

import asyncio

from bot.backstage.scenes.company import Company
from bot.backstage.scenes.moves import TARGET_MINOR, Pool, choose_amount, open_pool
from bot.backstage.scenes.people import cast, crowd
from bot.backstage.scenes.player import Player
from bot.backstage.scenes.saying import Saying
from bot.backstage.scenes.scene import Scene
from bot.telegram.callbacks import CardAction, CardTap, ReviewAction, ReviewTap

_CROWD = 100
_LAST_PLACE_MINOR = 1_000_00
_PEOPLE = (
    cast(21, "Hana", ("“A storm”: opens the pool.", "“百人同抢”：发起人。"), 8_000_00),
    cast(22, "Igor", ("“A storm”: pledges ¥9,000.", "“百人同抢”：认筹 ¥9,000。"), 60_000_00),
)
_EXTRAS = crowd(_CROWD, 20_000_00)


async def _play(company: Company) -> Saying:
    company.says(
        Saying("Hana opens a pool; Igor leaves ¥1,000 of it.", "Hana 发起众筹；Igor 认筹后还差 ¥1,000。")
    )
    hana, igor = await company.enter(_PEOPLE)
    await company.clear(hana)
    pool = await company.counted(open_pool(hana, company.queries))
    await company.counted(_leave_the_last_place(igor, pool))
    company.says(Saying("100 people come in, each with an account.", "100 人入场，每人一个账户。"))
    people = await company.enter(_EXTRAS)
    company.says(Saying("They follow the link and tap “The rest”.", "他们打开链接，点“剩余全部”。"))
    await company.together(choose_amount(player, pool, None) for player in people)
    company.says(Saying("Now all of them confirm at once.", "现在所有人同时确认。"))
    seconds = await company.together(_confirm(player) for player in people)
    winners = [player for player in people if (await pool.seen_by(player)).own_pledge is not None]
    assert len(winners) == 1, "there was one place"
    return Saying(
        "{winner} got the last place. The other {others} were told so; the slowest answer took {slowest:.1f} s.",
        "{winner} 抢到最后一席。其余 {others} 人均已告知；最慢的回应用了 {slowest:.1f} 秒。",
    ).filled(winner=winners[0].person.name, others=len(people) - 1, slowest=max(seconds))


async def _leave_the_last_place(player: Player, pool: Pool) -> None:
    """Pledges all but the last place, by typing the amount."""
    await player.follow(pool.link)
    await player.tap(CardTap, action=CardAction.ANOTHER_AMOUNT)
    await player.write(str((TARGET_MINOR - _LAST_PLACE_MINOR) // 100))
    await player.tap(ReviewTap, action=ReviewAction.CONFIRM)


async def _confirm(player: Player) -> float:
    """How many seconds the answer took."""
    message_id, data = await player.finds(ReviewTap, action=ReviewAction.CONFIRM)
    clock = asyncio.get_running_loop()
    tapped_at = clock.time()
    await player.tap_on(message_id, data)
    return clock.time() - tapped_at


STORM = Scene(
    id="storm",
    title=Saying("A storm of 100 people", "百人同抢"),
    text=Saying(
        "One place is left, and a hundred people tap for it at the same moment.",
        "只剩最后一席，一百人同时点按。",
    ),
    look=Saying(
        "In the timeline: a hundred taps, each answered. In the bank: one more hold, never two. "
        "Any of the hundred can be opened from “Everybody”.",
        "时间线：一百次点按，每次都有回应。银行面板：只多一笔预留，绝不会有两笔。"
        "点“所有人”可打开其中任何一人的手机。",
    ),
    play=_play,
    steps=len(_PEOPLE) + 2 + 3 * _CROWD,
    cast=_PEOPLE,
    extras=_EXTRAS,
)
