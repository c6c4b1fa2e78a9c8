// The bank's view: in which one sees the money move.

import { Away, get } from "./api.js";
import { renderCustomers } from "./bank_accounts.js";
import { renderDeposits } from "./bank_deposits.js";
import { renderJournal } from "./bank_journal.js";
import { renderOrders } from "./bank_orders.js";
import { emit, on } from "./bus.js";
import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { figure, forgetFigures } from "./figures.js";
import { t } from "./language.js";

const PARTS = ["deposits", "customers", "orders", "journal"];
const COLOUR_KEYS = { available: "free", held: "held", deposited: "deposited" };
const SETTLE_MS = 350;
const ECHOES_MS = [1_500, 7_500];

/** The tab; the bank's news is told as `bank {holders}`: the names of all who own a share of a deposit. */
export function createBank() {
  let bank = null;
  let complaint = null;
  let drawn = false;
  let timer = null;
  const element = h("div", { class: "bank", data: { testid: "bank" } });

  async function load() {
    try {
      bank = await get("/sim/app/bank");
      complaint = null;
      emit("bank", { holders: new Set(bank.term_deposits.flatMap(({ shares }) => shares.map(({ holder }) => holder))) });
    } catch (error) {
      complaint = error instanceof Away ? t("away.tryAgain") : error.message;
    }
    if (element.isConnected) draw();
  }

  function draw() {
    const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    refill(element,
      complaint && h("p", { class: "bank-away", role: "status", data: { testid: "bank-away" } }, icon("warning"), t("bank.away")),
      bank && [
        totals(bank),
        ways(),
        part("deposits", renderDeposits(bank.term_deposits, bank.currency)),
        part("customers", renderCustomers(bank.customers, bank.currency, load)),
        part("orders", renderOrders(bank.orders, bank.currency)),
        part("journal", renderJournal(bank, !drawn)),
      ],
      !bank && !complaint && h("p", { class: "empty" }, "…"));
    drawn = drawn || bank !== null;
    if (focused) element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  const part = (id, content) => h("section", { class: "bank-part", data: { part: id } }, content);

  const ways = () => h("nav", { class: "bank-ways", "aria-label": t("bank.parts") }, PARTS.map((id) =>
    h("button", { type: "button", class: "plain small", data: { testid: `bank-to-${id}`, key: `way.${id}` }, on: { click: () => goTo(id) } }, t(`bank.${id}`))));

  function goTo(id) {
    const heading = element.querySelector(`[data-part="${id}"] h3`);
    heading.tabIndex = -1;
    heading.scrollIntoView({ block: "start", behavior: "smooth" });
    heading.focus({ preventScroll: true });
  }

  // Chats tell when something happened; the money may move a moment later, so the view looks once or twice more.
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      await load();
      ECHOES_MS.forEach((pause) => setTimeout(() => timer === null && load(), pause));
      timer = null;
    }, SETTLE_MS);
  }

  on("nudge", ({ kind }) => ["chat", "toast", "sms"].includes(kind) && soon());
  on("did", ({ what }) => what === "clock" && soon());
  on("back", soon);
  on("reach", ({ who, isHere }) => who === "bot" && isHere && soon());
  on("reset", () => { forgetFigures(); drawn = false; soon(); });

  return {
    id: "bank",
    icon: "bank",
    ofHouse: true,
    clock: true,
    element,
    shown: () => {
      draw();
      load();
      emit("did", { what: "bank" });
    },
  };
}

function totals({ totals: sums, currency }) {
  const tile = (key) => h("div", { class: `total total-${key}` },
    h("span", {}, h("i", { class: `key-${COLOUR_KEYS[key]}` }), t(`bank.${key}`)),
    figure(`total.${key}`, sums[`${key}_minor`], currency, { testid: `total-${key}` }));
  return h("div", { class: "totals" }, tile("available"), tile("held"), tile("deposited"));
}
