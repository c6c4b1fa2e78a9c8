// What a line of the timeline says: who it is about, in which words, when.

import { fullName } from "../avatar.js";
import { locale, t, tOr } from "../language.js";
import { chatListOf, personOf, world } from "../world.js";

export const KINDS = ["call", "update", "delivery", "fault", "breach"];

const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, hourCycle: "h23" });

/** "14:05:09.250", by the clock of who looks: the business clock may be turned, this one is not. */
export const momentOf = (entry) => clock.format(Date.parse(entry.at));

/** The entry's own name, in the page's words where it is not Telegram's. */
export const titleOf = (entry) =>
  entry.kind === "fault" ? tOr(`fault.${entry.title}`, entry.title)
    : entry.kind === "breach" ? tOr(`pace.rule.${entry.title}`, entry.title)
      : entry.title;

/** Whom it concerns: a person, a group, nobody. */
export function whomOf({ person_id: personId, chat_id: chatId }) {
  const person = personOf(personId) ?? personOf(chatId);
  const group = typeof chatId === "number" && chatId < 0 ? groupName(chatId) : null;
  return [person && fullName(person), group].filter(Boolean).join(" · ") || (chatId === undefined ? "" : String(chatId));
}

function groupName(chatId) {
  for (const { id } of world.people) {
    const entry = chatListOf(id).entry?.(chatId);
    if (entry?.title) return entry.title;
  }
  return t("timeline.chat", { id: chatId });
}

/** What it is about, in a few words. */
export function aboutOf(entry) {
  if (entry.lost) return t(entry.lost === "answer" ? "timeline.lostAnswer" : "timeline.lostCall");
  if (entry.description) return `${entry.error_code ?? ""} ${entry.description}`.trim();
  if (entry.kind === "breach") return t("pace.early", { method: entry.method, seconds: entry.early_seconds });
  if (entry.kind === "fault") return entry.method ?? entry.update ?? t(entry.ok ? "faults.over" : "faults.begins");
  if (entry.kind === "delivery" && entry.update_ids) {
    const [first, last] = entry.update_ids;
    return first === last ? `#${first}` : `#${first}–${last}`;
  }
  return entry.text ?? "";
}

/** All that can be searched for in an entry. */
export const searchableOf = (entry) =>
  [entry.title, titleOf(entry), whomOf(entry), aboutOf(entry), entry.text, entry.chat_id, entry.person_id, entry.n].join(" ").toLocaleLowerCase();
