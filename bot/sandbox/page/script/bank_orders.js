// What was asked of the bank: its orders, newest first, each with its reference, kind, state and campaign.

import { h } from "./dom.js";
import { t, tOr } from "./language.js";
import { money } from "./money.js";

const GOOD = { confirmed: "good", rejected: "alarm", unknown: "alarm" };

/** The orders of the bank. */
export const renderOrders = (orders, currency) => [
  h("h3", {}, t("bank.orders")),
  orders.length
    ? h("ul", { class: "orders", data: { testid: "orders" } }, orders.map((order) => renderOrder(order, currency)))
    : h("p", { class: "empty" }, t("bank.noOrders")),
];

const renderOrder = (order, currency) =>
  h("li", { class: "order", data: { testid: "order", reference: order.reference, kind: order.kind, state: order.state } },
    h("span", { class: "entry-kind" }, tOr(`order.${order.kind}`, order.kind.replaceAll("_", " "))),
    order.amount_minor !== null && order.amount_minor !== undefined && h("span", { class: "entry-amount" }, money(order.amount_minor, currency)),
    h("span", { class: `tag ${GOOD[order.state] ?? ""}` }, tOr(`order.state.${order.state}`, order.state)),
    h("code", { class: "reference", dir: "ltr" }, [order.campaign, order.reference].filter(Boolean).join(" · ")));
