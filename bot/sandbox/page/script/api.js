// The sandbox over HTTP. Every call either answers, or throws `Refused` (it said no) or `Away` (nobody answered).

import { reach } from "./reach.js";

const PATIENCE_MS = 40_000;

/** The server answered no; `message` is in its own words. */
export class Refused extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

/** Nobody answered. */
export class Away extends Error {}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const patch = (path, body) => call("PATCH", path, body);

/** Where a file's bytes are. */
export const fileUrl = (fileId) => `/sim/files/${encodeURIComponent(fileId)}`;

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      cache: "no-store",
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (error) {
    reach.say("emulator", false);
    throw new Away(error.message);
  }
  reach.say("emulator", true);
  const answer = await response.json().catch(() => ({}));
  if (path.startsWith("/sim/app/")) reach.say("backstage", response.status !== 503);
  if (!response.ok) throw new Refused(response.status, answer.error ?? `HTTP ${response.status}`);
  return answer;
}
