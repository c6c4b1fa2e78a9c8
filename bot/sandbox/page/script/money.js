// Amounts in words. The amount stays an integer of minor units throughout.

import { locale } from "./language.js";

const formats = new Map();

/** "¥2,500.00" from 250000 and "CNY"; `signed` always shows + or −. */
export function money(amountMinor, currency, { signed = false } = {}) {
  const format = formatOf(currency, signed);
  const digits = format.resolvedOptions().maximumFractionDigits;
  const sign = amountMinor < 0 ? "-" : "";
  const padded = String(Math.abs(amountMinor)).padStart(digits + 1, "0");
  const whole = padded.slice(0, padded.length - digits);
  // A decimal string, not a division: no binary fraction ever touches an amount.
  return format.format(digits ? `${sign}${whole}.${padded.slice(-digits)}` : `${sign}${whole}`).replace("-", "\u2212");
}

function formatOf(currency, signed) {
  const key = `${currency}${signed}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      signDisplay: signed ? "exceptZero" : "auto",
    }));
  }
  return formats.get(key);
}
