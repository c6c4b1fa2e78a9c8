// What a link means inside Telegram, and following it as a person.

import { Refused, post } from "./api.js";
import { emit } from "./bus.js";
import { t } from "./language.js";
import { world } from "./world.js";

/**
 * {kind: "start", payload} for this bot's deep links, {kind: "group"} for those that add it to a group,
 * {kind: "invite"} for those that lead into a group,
 * {kind: "share", url, text}, {kind: "bot"} or {kind: "web"}.
 */
export function readLink(href) {
  const url = parse(href);
  if (!url) return { kind: "web", href };
  const ours = (name) => name?.toLowerCase() === world.bot?.username?.toLowerCase();
  const query = url.searchParams;
  if (url.protocol === "tg:") {
    const action = url.host || url.pathname.replace(/^\/+/, "");
    if (action === "resolve" && ours(query.get("domain"))) return botLink(url);
    if (action === "msg_url") return { kind: "share", url: query.get("url") ?? "", text: query.get("text") ?? "" };
    return { kind: "web", href };
  }
  if (!["t.me", "telegram.me"].includes(url.hostname)) return { kind: "web", href };
  if (url.pathname === "/share/url" || url.pathname === "/share") {
    return { kind: "share", url: query.get("url") ?? "", text: query.get("text") ?? "" };
  }
  if (/^\/(\+|joinchat\/)\S/.test(url.pathname)) return { kind: "invite", href: url.href };
  return ours(url.pathname.slice(1)) ? botLink(url) : { kind: "web", href };
}

function botLink(url) {
  if (url.searchParams.has("start")) return { kind: "start", payload: url.searchParams.get("start"), href: url.href };
  return url.searchParams.has("startgroup") ? { kind: "group", href: url.href } : { kind: "bot" };
}

function parse(href) {
  try {
    return new URL(/^[a-z][a-z0-9+.-]*:/i.test(href) ? href : `https://${href}`);
  } catch {
    return null;
  }
}

/** Only these may ever be opened in a tab of their own. */
export const isWebAddress = (href) => ["http:", "https:"].includes(parse(href)?.protocol);

/** Opens the link as that person, brings their phone up, and says so in their phone if the emulator refuses. */
export async function followAs(personId, href) {
  emit("bring", { personId });
  emit("open-chat", { personId, chatId: personId });
  try {
    await post(`/sim/people/${personId}/open`, { url: readLink(href).href ?? href });
    emit("did", { what: "link", personId });
  } catch (error) {
    emit("answer", { personId, text: error instanceof Refused ? error.message : t("away.tryAgain"), alert: false });
  }
}
