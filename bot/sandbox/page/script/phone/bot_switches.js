// What the bot's owner sets with BotFather: switches, for everybody who plays.

import { patch } from "../api.js";
import { h } from "../dom.js";
import { t } from "../language.js";
import { loadBot, world } from "../world.js";

const SWITCHES = ["inline_mode", "inline_feedback", "privacy_mode", "can_join_groups"];

export function createBotSwitches(here) {
  return h("fieldset", { class: "bot-switches" },
    h("legend", {}, t("botfather")),
    SWITCHES.filter((name) => name in (world.bot?.switches ?? {})).map((name) => {
      const box = h("input", {
        type: "checkbox",
        checked: world.bot.switches[name],
        data: { testid: `switch-${name}` },
        on: {
          change: async () => {
            await patch("/sim/bot", { [name]: box.checked }).catch(here.complain);
            await loadBot();
            box.checked = world.bot.switches[name];
          },
        },
      });
      return h("label", { class: "check-row" }, box, h("span", {}, t(`botfather.${name}`)));
    }));
}
