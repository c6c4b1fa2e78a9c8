// The bank's customers and their accounts: what is free, what is held and for which campaign, and freezing one.

import { post } from "./api.js";
import { h, name } from "./dom.js";
import { isExtra } from "./extras.js";
import { figure } from "./figures.js";
import { icon } from "./icons.js";
import { t, tOr } from "./language.js";
import { money } from "./money.js";
import { say } from "./toast.js";
import { world } from "./world.js";

let crowdIsOpen = false;

/** One card per customer, a crowd's folded up; `changed()` is called after a freeze or unfreeze. */
export function renderCustomers(customers, currency, changed) {
  const extras = new Set(world.people.filter(({ id }) => isExtra(id)).map(({ phone }) => phone));
  const crowd = customers.filter(({ phone }) => extras.has(phone));
  const card = (customer) => renderCustomer(customer, currency, changed);
  return [
    h("h3", {}, t("bank.customers")),
    customers.filter((customer) => !crowd.includes(customer)).map(card),
    crowd.length > 0 && renderCrowd(crowd, card),
  ];
}

function renderCrowd(crowd, card) {
  const details = h("details", { class: "crowd", open: crowdIsOpen, data: { testid: "crowd" }, on: { toggle: unfold } },
    h("summary", { data: { key: "crowd" } }, t("bank.crowd", { count: crowd.length })));
  function unfold() {
    crowdIsOpen = details.open;
    if (crowdIsOpen && details.children.length === 1) details.append(...crowd.map(card));
  }
  unfold();
  return details;
}

const renderCustomer = (customer, currency, changed) =>
  h("article", { class: "customer", data: { testid: "customer", customer: customer.id } },
    h("header", {}, h("strong", {}, name(customer.name)), h("span", { dir: "ltr" }, customer.phone)),
    customer.accounts.map((account) => renderAccount(account, currency, changed)));

function renderAccount(account, currency, changed) {
  const { available_minor: available, held_minor: held } = account;
  return h("section", { class: `account status-${account.status}`, data: { testid: "account", account: account.id } },
    h("div", { class: "account-head" },
      h("span", { class: "number", dir: "ltr" }, account.number),
      h("span", { class: "tag" }, t("bank.class", { class: account.class })),
      statusTag(account.status),
      account.linked && h("span", { class: "tag good" }, t("bank.linked")),
      freezeButton(account, changed)),
    bar(available, held),
    h("div", { class: "account-figures" },
      h("span", {}, h("i", { class: "key-free" }), t("bank.available"),
        figure(`${account.id}.available`, available, currency, { testid: "available" })),
      h("span", {}, h("i", { class: "key-held" }), t("bank.held"),
        figure(`${account.id}.held`, held, currency, { testid: "held" }))),
    holdsOf(account, currency));
}

const statusTag = (status) =>
  status !== "normal" &&
  h("span", { class: "tag alarm", data: { testid: "account-status" } }, tOr(`bank.status.${status}`, status));

function bar(available, held) {
  const whole = available + held;
  const held100 = whole ? (held / whole) * 100 : 0;
  const part = h("span", { class: "bar-held" });
  part.style.width = `${held100}%`;
  return h("div", { class: `bar ${whole ? "" : "bar-empty"}`, "aria-hidden": "true" }, part);
}

function holdsOf(account, currency) {
  const placed = account.holds.filter((hold) => hold.state === "placed");
  if (!placed.length) return null;
  return h("ul", { class: "holds" }, placed.map((hold) =>
    h("li", { data: { testid: "hold", reference: hold.reference } },
      t("bank.holdFor", { amount: money(hold.amount_minor, currency) }), " ", h("code", {}, hold.campaign))));
}

function freezeButton(account, changed) {
  const frozen = account.status === "frozen";
  if (!frozen && account.status !== "normal") return null;
  const words = t(frozen ? "bank.unfreeze" : "bank.freeze");
  return h("button", {
    type: "button",
    class: "plain small freeze",
    "aria-label": `${words} ${account.number}`,
    data: { testid: frozen ? "unfreeze" : "freeze", key: `freeze.${account.id}` },
    on: { click: () => setStatus(account, frozen ? "normal" : "frozen", changed) },
  }, icon("snow"), words);
}

async function setStatus(account, status, changed) {
  try {
    await post(`/sim/app/bank/accounts/${encodeURIComponent(account.id)}/status`, { status });
  } catch (error) {
    say(error.message);
  }
  changed();
}
