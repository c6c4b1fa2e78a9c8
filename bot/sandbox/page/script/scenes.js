// Ready-made scenes, which the bot's backstage plays with people of their own: what there is, how far one is, what came of it.

import { get, post } from "./api.js";
import { emit, on } from "./bus.js";
import { wordButton } from "./controls.js";
import { h, refill } from "./dom.js";
import { noteExtras } from "./extras.js";
import { icon } from "./icons.js";
import { t, wordsIn } from "./language.js";
import { nudged } from "./nudged.js";
import { say } from "./toast.js";

const LOOK_AGAIN_MS = 700;

/** The tab. */
export function createScenes() {
  let scenes = null;
  let timer = null;
  const list = h("div", { class: "scenes" });
  const element = h("div", { data: { testid: "scenes" } }, h("p", { class: "lead" }, t("scenes.lead")), list);
  const heard = h("p", { class: "offscreen", role: "status" });
  element.append(heard);

  const load = nudged(async () => {
    take((await get("/sim/app/scenes")).scenes);
  });

  function take(told) {
    const before = new Map((scenes ?? []).map((scene) => [scene.id, scene]));
    scenes = told;
    noteExtras(scenes.flatMap((scene) => scene.extras ?? []));
    for (const scene of scenes) if (before.get(scene.id)?.running && !scene.running) ended(scene);
    draw();
    const busy = scenes.some((scene) => scene.running);
    emit("dock-news", { tab: "scenes", kind: busy ? "busy" : null });
    clearTimeout(timer);
    timer = busy ? setTimeout(load, LOOK_AGAIN_MS) : null;
  }

  function ended(scene) {
    const words = `${wordsIn(scene.title)}: ${scene.outcome ? wordsIn(scene.outcome) : t("scenes.ended")}`;
    if (element.isConnected) heard.textContent = words;
    else say(words);
  }

  function draw() {
    const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    refill(list, scenes?.map(card), scenes?.length === 0 && h("p", { class: "empty" }, t("scenes.none")), !scenes && h("p", { class: "empty" }, t("scenes.away")));
    if (focused) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  function card(scene) {
    const { outcome } = scene;
    const title = wordsIn(scene.title);
    return h("article", { class: `scene ${scene.running ? "running" : ""}`, data: { testid: "scene", scene: scene.id, state: stateOf(scene) } },
      h("h3", {}, title),
      h("p", {}, wordsIn(scene.text)),
      scene.running && progress(scene, title),
      outcome && h("p", { class: `outcome ${outcome.well ? "" : "failed"}`, data: { testid: "scene-outcome" } },
        icon(outcome.well ? "check" : "warning"), h("span", {}, wordsIn(outcome))),
      outcome?.well && h("p", { class: "look", data: { testid: "scene-look" } }, h("strong", {}, t("scenes.look")), " ", wordsIn(scene.look)),
      h("div", { class: "scene-actions" },
        wordButton([icon("play"), t(outcome ? "scenes.again" : "scenes.start")], () => start(scene), {
          testid: "scene-start",
          kind: outcome ? "plain small" : "solid small",
          disabled: scene.running,
          "aria-label": `${t(outcome ? "scenes.again" : "scenes.start")}: ${title}`,
          data: { key: `start.${scene.id}` },
        }),
        (scene.running || outcome) && wordButton([icon("phones"), t("scenes.phones")], () => bring(scene), {
          testid: "scene-phones",
          kind: "plain small",
          data: { key: `phones.${scene.id}` },
        })));
  }

  function progress(scene, title) {
    const { done, total } = scene.progress ?? { done: 0, total: 1 };
    return h("div", { class: "scene-progress", data: { testid: "scene-progress" } },
      h("progress", { max: total, value: done, "aria-label": title }),
      h("span", {}, scene.now ? wordsIn(scene.now) : t("scenes.begins")),
      h("span", { class: "count" }, `${done}/${total}`));
  }

  async function start(scene) {
    try {
      const started = await post(`/sim/app/scenes/${encodeURIComponent(scene.id)}`);
      take(scenes.map((other) => (other.id === scene.id ? started : other)));
      bring(scene, { quiet: true });
    } catch (error) {
      say(error.message);
    }
  }

  const bring = (scene, { quiet = false } = {}) => emit("bring-all", { people: scene.people, quiet });

  on("reach", ({ who, isHere }) => {
    if (who === "bot" && isHere) load();
  });
  on("back", load);
  draw();
  return { id: "scenes", icon: "scenes", element, ofHouse: true, clock: true, shown: load };
}

const stateOf = ({ running, outcome }) => (running ? "running" : outcome ? (outcome.well ? "done" : "failed") : "ready");
