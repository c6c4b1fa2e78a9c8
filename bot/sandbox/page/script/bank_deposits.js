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
  const agrees = deposit.shares_sum_minor === deposit.outstanding_minor;
  return h("article", { class: "deposit", data: { testid: "term-deposit", number: deposit.number, state: deposit.state } },
    h("header", {},
      h("strong", { dir: "ltr" }, deposit.number),
      h("span", { class: `tag ${deposit.state === "active" ? "good" : ""}` }, tOr(`bank.deposit.${deposit.state}`, deposit.state))),
    h("div", { class: "deposit-main" },
      figure(`deposit.${deposit.number}`, whole, currency, { testid: "deposit-principal" }),
      h("span", { class: "rate" }, `${deposit.annual_rate_percent}%`)),
    h("p", { class: "dates" }, dates(deposit)),
    interest(deposit, currency),
    h("div", { class: "share-bar", "aria-hidden": "true" }, deposit.shares.map((share, index) => piece(share, whole, index))),
    h("table", { class: "shares" },
      h("caption", { class: "offscreen" }, t("bank.shares")),
      h("tbody", {}, deposit.shares.map((share, index) => h("tr", { data: { testid: "share", certificate: share.certificate_number, state: share.state, payout: share.payout?.state ?? "" } },
        h("th", { scope: "row" }, h("i", { class: `shade-${index % SHADES}` }), name(share.holder), whatBecame(share, currency)),
        h("td", { class: "certificate", dir: "ltr" }, share.certificate_number),
        h("td", { class: "right" }, money(share.principal_minor, currency))))),
      h("tfoot", {}, h("tr", {},
        h("th", { scope: "row", colspan: 2 }, t("bank.sum")),
        h("td", { class: `right ${agrees ? "agrees" : "differs"}`, data: { testid: "shares-sum", amountMinor: deposit.shares_sum_minor } },
          icon(agrees ? "check" : "warning"), money(deposit.shares_sum_minor, currency))))));
}

const dates = ({ value_date: from, maturity_date: to, payout_date: paid }) =>
  `${from} → ${to}${paid === to ? "" : ` (${t("bank.paidOn")} ${paid})`}`;

/** What the deposit has earned and its members have not got yet, and what its interest has cost the bank so far. */
const interest = (deposit, currency) => h("dl", { class: "interest" },
  h("div", {}, h("dt", {}, t("bank.interestOwed")),
    h("dd", { data: { testid: "interest-owed", amountMinor: deposit.interest_owed_minor } }, money(deposit.interest_owed_minor, currency))),
  h("div", {}, h("dt", {}, t("bank.expense")),
    h("dd", { data: { testid: "interest-expense", amountMinor: deposit.expense_minor } }, money(deposit.expense_minor, currency))));

/** How a share ended and where its money is; of one that lives on, what its owner wants if it is not paid out. */
function whatBecame({ state, maturity_choice: choice, payout }, currency) {
  const words = [];
  if (state !== "active") words.push(tOr(`bank.share.${state}`, state.replaceAll("_", " ")));
  else if (choice !== "pay_out") words.push(tOr(`bank.choice.${choice}`, choice.replaceAll("_", " ")));
  if (payout) words.push(`${money(payout.amount_minor, currency)} ${tOr(`bank.payout.${payout.state}`, payout.state)}`);
  return words.length > 0 && h("small", { class: payout?.state === "waiting" ? "fate alarm" : "fate" }, words.join(" · "));
}

function piece(share, whole, index) {
  const element = h("span", { class: `shade-${index % SHADES}` });
  element.style.flexGrow = String(whole ? share.principal_minor / whole : 0);
  return element;
}
