// Instants in words: in the zone that is named, else in the business's.

import { locale } from "./language.js";

/** The zone of whoever has not chosen one. */
export const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

let businessZone;
let businessNow = () => Date.now();

/** What the business clock says: its zone, and a function that tells its time in milliseconds. True if the zone is news. */
export function setBusinessTime(zone, now) {
  const zoneIsNew = zone !== businessZone;
  businessZone = zone;
  businessNow = now;
  return zoneIsNew;
}

const formats = new Map();

function format(options, zone = businessZone, tongue = locale) {
  const key = JSON.stringify([options, zone, tongue]);
  if (!formats.has(key)) {
    let made;
    try {
      made = new Intl.DateTimeFormat(tongue, { ...options, timeZone: zone });
    } catch {
      made = new Intl.DateTimeFormat(tongue, options);
    }
    formats.set(key, made);
  }
  return formats.get(key);
}

const hourMinute = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** "14:05" */
export const timeOfDay = (milliseconds, zone) => format(hourMinute, zone).format(milliseconds);

/** "14:05" today, "22 Jun" before: for lists. */
export const listMoment = (milliseconds, zone) =>
  dayKey(milliseconds, zone) === dayKey(Date.now(), zone) ? timeOfDay(milliseconds, zone) : format({ day: "numeric", month: "short" }, zone).format(milliseconds);

/** "Shanghai (GMT+8)" */
export function zoneLabel(zone) {
  const offset = format({ timeZoneName: "shortOffset" }, zone, "en").formatToParts(Date.now()).find((part) => part.type === "timeZoneName");
  return `${zone.split("/").at(-1).replaceAll("_", " ")} (${offset?.value ?? zone})`;
}

/** "22 June", the line between the messages of two days; the year only if it is not this one. */
export function dayLine(milliseconds, zone) {
  const sameYear = new Date(milliseconds).getFullYear() === new Date().getFullYear();
  return format({ day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) }, zone).format(milliseconds);
}

/** A key that is equal for two instants of one calendar day. */
export const dayKey = (milliseconds, zone) =>
  format({ year: "numeric", month: "numeric", day: "numeric" }, zone, "en-CA").format(milliseconds);

/** "Mon 22 Jun 2026, 14:05" */
export const businessMoment = (milliseconds) =>
  format({ weekday: "short", day: "numeric", month: "short", year: "numeric", ...hourMinute }).format(milliseconds);

/** "22 Jun, 14:05"; with the year if the business's is another by now, as it is where a deposit's end is next. */
export function shortMoment(milliseconds) {
  const sameYear = new Date(milliseconds).getFullYear() === new Date(businessNow()).getFullYear();
  return format({ day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }), ...hourMinute }).format(milliseconds);
}

const DATE_STYLES = { d: { dateStyle: "short" }, D: { dateStyle: "long" } };
const TIME_STYLES = { t: hourMinute, T: { ...hourMinute, second: "2-digit" } };

/** A `date_time` entity's format (`r`, or `w`, `d`/`D`, `t`/`T`) at that Unix time; null for an empty format. */
export function telegramTime(unixSeconds, pattern, zone, tongue) {
  const milliseconds = unixSeconds * 1000;
  if (!pattern) return null;
  if (pattern === "r") return relative(milliseconds, tongue);
  const parts = [];
  if (pattern.includes("w")) parts.push(format({ weekday: "long" }, zone, tongue).format(milliseconds));
  for (const [letter, style] of Object.entries(DATE_STYLES)) {
    if (pattern.includes(letter)) parts.push(format(style, zone, tongue).format(milliseconds));
  }
  for (const [letter, style] of Object.entries(TIME_STYLES)) {
    if (pattern.includes(letter)) parts.push(format(style, zone, tongue).format(milliseconds));
  }
  return parts.join(tongue?.startsWith("zh") ? " " : ", ");
}

/** The full instant, for a tooltip. */
export const fullMoment = (unixSeconds, zone, tongue) =>
  format({ dateStyle: "full", timeStyle: "long" }, zone, tongue).format(unixSeconds * 1000);

const STEPS = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3_600], ["minute", 60]];

function relative(milliseconds, tongue) {
  const seconds = Math.round((milliseconds - businessNow()) / 1000);
  const words = new Intl.RelativeTimeFormat(tongue ?? locale, { numeric: "auto" });
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return words.format(Math.trunc(seconds / size), unit);
}
