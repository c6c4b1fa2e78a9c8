// The newest journal entries: every movement, balanced to zero.

import { h } from "./dom.js";
import { isNew } from "./figures.js";
import { t, tOr } from "./language.js";
import { money } from "./money.js";
import { shortMoment } from "./moments.js";

const unfolded = new Set();

/** The entries of the bank, newest first; what is new since the first drawing lights up. */
export function renderJournal({ journal, customers, currency }, firstDrawing) {
  const owners = ownersOf(customers);
  return [
    h("h3", {}, t("bank.journal")),
    journal.length
      ? h("div", { class: "journal", data: { testid: "journal" } },
        journal.map((entry) => renderEntry(entry, owners, currency, firstDrawing)))
      : h("p", { class: "empty" }, t("bank.noEntries")),
  ];
}

const ownersOf = (customers) =>
  new Map(customers.flatMap(({ name, accounts }) => accounts.map(({ id, number }) => [id, `${name} ${number}`])));

/** A ledger account, "<id>:<part>", by its owner and part. */
function ledgerAccount(id, owners) {
  const [, account, part] = id.match(/^(.*):([^:]*)$/) ?? [null, id, null];
  return part ? `${owners.get(account) ?? account} · ${tOr(`ledger.${part}`, part)}` : account;
}

function renderEntry(entry, owners, currency, firstDrawing) {
  const details = h("details", {
    class: `entry ${isNew(`entry.${entry.sequence}`, firstDrawing) ? "fresh" : ""}`,
    open: unfolded.has(entry.sequence),
    data: { testid: "journal-entry", sequence: entry.sequence },
    on: { toggle: () => (details.open ? unfolded.add(entry.sequence) : unfolded.delete(entry.sequence)) },
  },
  h("summary", { data: { key: `entry.${entry.sequence}` } },
    h("span", { class: "sequence" }, `#${entry.sequence ?? "·"}`),
    h("span", { class: "entry-kind" }, tOr(`journal.${entry.kind}`, entry.kind.replaceAll("_", " "))),
    h("span", { class: "entry-amount" }, money(turnover(entry), currency)),
    h("time", {}, shortMoment(Date.parse(entry.at)))),
  h("table", { class: "postings" }, h("tbody", {}, entry.postings.map((posting) => h("tr", {},
    h("td", { dir: "auto" }, ledgerAccount(posting.account, owners)),
    h("td", { class: "right" }, money(posting.amount_minor, currency, { signed: true })))))),
  h("code", { class: "reference", dir: "ltr" }, entry.reference));
  return details;
}

/** What moved: the sum of the positive legs. */
const turnover = (entry) =>
  entry.postings.reduce((sum, { amount_minor: amount }) => sum + Math.max(0, amount), 0);
