// The sandbox over HTTP. Every call either answers, or throws `Refused` (it said no) or `Away` (nobody answered).
// What it tells is taken in while no finger is on the page.

import { fingerLifted } from "./finger.js";
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
export const put = (path, body) => call("PUT", path, body);
export const remove = (path) => call("DELETE", path);

/** Where a file's bytes are. */
export const fileUrl = (fileId) => `/sim/files/${encodeURIComponent(fileId)}`;

// A foreign bot has no backstage: 404. Ours has one that may be away for a moment: 503.
function noteBackstage(status) {
  reach.say("backstage", status !== 503 && status !== 404);
  reach.say("house", status !== 404);
}

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
    await fingerLifted();
    reach.say("emulator", false);
    throw new Away(error.message);
  }
  const answer = await response.json().catch(() => ({}));
  await fingerLifted();
  reach.say("emulator", true);
  if (path.startsWith("/sim/app/")) noteBackstage(response.status);
  if (!response.ok) throw new Refused(response.status, answer.error ?? `HTTP ${response.status}`);
  return answer;
}
