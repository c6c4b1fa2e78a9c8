// The term deposits, and the shares that sum to each.

import { h, name } from "./dom.js";
import { figure } from "./figures.js";
import { icon } from "./icons.js";
import { t, tOr } from "./language.js";
import { money } from "./money.js";

const SHADES = 6;

/** One card per term deposit, with its register of shares. */
export const renderDeposits = (deposits, currency) => [
  h("h3", {}, t("bank.deposits")),
  deposits.length ? deposits.map((deposit) => renderDeposit(deposit, currency)) : h("p", { class: "empty" }, t("bank.noDeposits")),
];

function renderDeposit(deposit, currency) {
  const whole = deposit.principal_minor;
  const agrees = deposit.shares_sum_minor === whole;
  return h("article", { class: "deposit", data: { testid: "term-deposit", number: deposit.number } },
    h("header", {},
      h("strong", { dir: "ltr" }, deposit.number),
      h("span", { class: "tag good" }, tOr(`bank.deposit.${deposit.state}`, deposit.state))),
    h("div", { class: "deposit-main" },
      figure(`deposit.${deposit.number}`, whole, currency, { testid: "deposit-principal" }),
      h("span", { class: "rate" }, `${deposit.annual_rate_percent}%`)),
    h("p", { class: "dates" }, `${deposit.value_date} → ${deposit.maturity_date}`),
    h("div", { class: "share-bar", "aria-hidden": "true" }, deposit.shares.map((share, index) => piece(share, whole, index))),
    h("table", { class: "shares" },
      h("caption", { class: "offscreen" }, t("bank.shares")),
      h("tbody", {}, deposit.shares.map((share, index) => h("tr", { data: { testid: "share", certificate: share.certificate_number } },
        h("th", { scope: "row" }, h("i", { class: `shade-${index % SHADES}` }), name(share.holder)),
        h("td", { class: "certificate", dir: "ltr" }, share.certificate_number),
        h("td", { class: "right" }, money(share.principal_minor, currency))))),
      h("tfoot", {}, h("tr", {},
        h("th", { scope: "row", colspan: 2 }, t("bank.sum")),
        h("td", { class: `right ${agrees ? "agrees" : "differs"}`, data: { testid: "shares-sum", amountMinor: deposit.shares_sum_minor } },
          icon(agrees ? "check" : "warning"), money(deposit.shares_sum_minor, currency))))));
}

function piece(share, whole, index) {
  const element = h("span", { class: `shade-${index % SHADES}` });
  element.style.flexGrow = String(whole ? share.principal_minor / whole : 0);
  return element;
}
