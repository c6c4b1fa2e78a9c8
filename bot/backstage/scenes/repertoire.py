"""The scenes there are, in the order the page lists them."""

from bot.backstage.scenes.deadline import DEADLINE
from bot.backstage.scenes.full_pool import FULL_POOL
from bot.backstage.scenes.leaving import LEAVING
from bot.backstage.scenes.maturity import MATURITY
from bot.backstage.scenes.repair import REPAIR
from bot.backstage.scenes.scene import Scene
from bot.backstage.scenes.storm import STORM
from bot.backstage.scenes.twice import TWICE

SCENES: tuple[Scene, ...] = (FULL_POOL, MATURITY, LEAVING, REPAIR, STORM, DEADLINE, TWICE)
