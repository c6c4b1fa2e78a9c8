// Inline mode: "@bot words" in a text field asks the bot, and its results are listed above, to be chosen from.

import { Refused, fileUrl, post } from "../../api.js";
import { firstLetter } from "../../avatar.js";
import { wordButton } from "../../controls.js";
import { h, name } from "../../dom.js";
import { t, tOr } from "../../language.js";
import { world } from "../../world.js";
import { createListbox } from "./listbox.js";

const PAUSE_MS = 350;
const WAIT_SECONDS = 10;

/** `chosen()` is called when a result was sent. */
export function createInlineResults(here, field, { chosen }) {
  const list = createListbox(field, {
    label: t("inline.results"),
    testid: "inline-results",
    optionClass: "inline-result",
    render: renderResult,
    dataOf: (result) => ({ testid: "inline-result", result: result.id, kind: result.type }),
    choose: (result) => choose(result).catch(here.complain),
  });
  let asked = null;
  let timer = null;
  let queryId = null;
  let found = { results: [], next: "" };

  function typed(text) {
    clearTimeout(timer);
    const query = queryIn(text);
    if (query === null || world.bot?.switches?.inline_mode === false) {
      asked = null;
      list.hide();
    } else if (query !== asked) {
      asked = query;
      timer = setTimeout(() => ask(query, ""), PAUSE_MS);
    }
  }

  async function ask(query, offset) {
    if (!offset) list.show([], h("p", { class: "inline-note", role: "status" }, h("span", { class: "spinner" }), t("inline.asking")));
    try {
      const { inline_query_id: id, answer } = await here.act("inline", { query, offset, wait: WAIT_SECONDS });
      if (asked !== query) return;
      queryId = id;
      show(answer, offset);
    } catch (error) {
      if (asked === query) list.show([], note(error instanceof Refused ? error.message : t("away.tryAgain")));
    }
  }

  function show(answer, offset) {
    if (!answer) return list.show([], note(t("inline.unanswered")));
    const results = offset ? [...found.results, ...answer.results] : answer.results;
    found = { results, next: answer.next_offset ?? "" };
    const above = answer.button && switchButton(answer.button);
    return list.show(results.map((result) => ({ ...result, queryId })), above || (results.length ? null : note(t("inline.none"))));
  }

  list.element.addEventListener("scroll", () => {
    const atEnd = list.element.scrollHeight - list.element.scrollTop - list.element.clientHeight < 40;
    if (!atEnd || !found.next || asked === null) return;
    const { next } = found;
    found.next = "";
    ask(asked, next);
  }, { passive: true });

  function switchButton(button) {
    return wordButton(button.text, () => {
      list.hide();
      if (button.start_parameter === undefined) return here.say(t("button.unplayed"));
      here.open(here.personId);
      return post(`/sim/people/${here.personId}/start`, { payload: button.start_parameter }).catch(here.complain);
    }, { kind: "inline-switch", testid: "inline-switch" });
  }

  async function choose(result) {
    const { message } = await here.actInTopic("inline/choose", { inline_query_id: result.queryId, result_id: result.id });
    asked = null;
    here.chat.take([message]);
    chosen();
  }

  return { element: list.element, typed, steer: list.steer, hide: list.hide };
}

const note = (words) => h("p", { class: "inline-note", role: "status" }, words);

/** What is asked of the bot by "@bot words"; null if that is not what the text says. */
function queryIn(text) {
  const [, bot, query] = /^@(\w+)\s([\s\S]*)$/.exec(text) ?? [];
  return bot && bot.toLowerCase() === world.bot?.username?.toLowerCase() ? query : null;
}

function renderResult(result) {
  const title = result.title ?? result.content?.caption ?? tOr(`kind.${result.type}`, result.type);
  return [
    thumbnail(result, title),
    h("span", { class: "row-words" },
      h("strong", {}, name(title)),
      result.description && h("span", { dir: "auto" }, result.description)),
  ];
}

// A picture from outside is never fetched by this page: only the sandbox's own files are shown.
const thumbnail = (result, title) => {
  const { photo, sticker } = { ...result.content, ...result.preview };
  const fileId = photo?.at(-1).file_id ?? sticker?.file_id;
  return fileId
    ? h("img", { class: "inline-thumbnail", src: fileUrl(fileId), alt: "" })
    : h("span", { class: "inline-thumbnail", "aria-hidden": "true" }, firstLetter(title));
};
