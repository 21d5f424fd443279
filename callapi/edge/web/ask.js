// Requests to both APIs, typed by what the server's own documents say.

import * as session from "./session.js";

/** @typedef {import("./call_api").CallApi} CallApi */
/** @typedef {import("./data_api").DataApi} DataApi */
/** @typedef {import("./call_api").Limits} Limits */

const CALL_API = "v4.0";
const DATA_API = "data/v2.0";
const PATIENCE_MS = 20_000;
const AGAIN_MS = 500;
const STARTS = /^start\./;
const KEY_BYTES = 16;
// With these the token is of no use any more.
const OVER = new Set(["access_token_invalid", "access_token_expired", "access_token_blocked"]);

/** @type {Record<string, (limits: Limits) => void>} */
const limited = {}; // who is told of the points left, by API
let requests = 0;
let ahead = 0; // ms by which the server's clock is ahead of ours

// What the server has said instead of a result.
export class Refused extends Error {
  /**
   * @param {{mnemonic: string, field?: string, value?: string, params?: Record<string, any>,
   *   message: string}} told
   */
  constructor(told) {
    super(told.message);
    this.mnemonic = told.mnemonic;
    this.field = told.field ?? null;
    this.value = told.value ?? null;
    this.params = told.params ?? {};
  }
}

// There was no answer, or none that says anything.
export class Unanswered extends Error {}

/**
 * Each API counts its own points.
 * @param {(limits: Limits) => void} listener
 * @param {"call" | "data"} [api]
 */
export function onLimits(listener, api = "call") {
  limited[api === "call" ? CALL_API : DATA_API] = listener;
}

// The time on the server's clock, ms.
export function now() {
  return Date.now() + ahead;
}

/**
 * A method of the Call API.
 * @template {keyof CallApi} M
 * @param {M} method
 * @param {CallApi[M]["params"]} params
 * @returns {Promise<CallApi[M]["data"]>}
 */
export async function ask(method, params) {
  return (await request(CALL_API, method, params)).data;
}

/**
 * A method of the Data API, with the number of rows there are in all.
 * @template {keyof DataApi} M
 * @param {M} method
 * @param {DataApi[M]["params"]} params
 * @returns {Promise<{rows: DataApi[M]["data"], total: number}>}
 */
export async function look(method, params) {
  const { data, metadata } = await request(DATA_API, method, params);
  return { rows: data, total: metadata?.total_items ?? 0 };
}

/**
 * A start whose answer is lost is sent again with its key, and makes no second call.
 * @param {string} address
 * @param {string} method
 * @param {object} params
 */
async function request(address, method, params) {
  /** @type {Record<string, string>} */
  const headers = { "Content-Type": "application/json" };
  if (STARTS.test(method)) headers["Idempotency-Key"] = randomKey();
  const token = session.token();
  const own = method === "login.user" ? {} : { access_token: token };
  const body = JSON.stringify({
    jsonrpc: "2.0", id: `page${++requests}`, method, params: { ...own, ...params },
  });
  try {
    return await send(address, headers, body, token);
  } catch (failure) {
    if (!(failure instanceof Unanswered && STARTS.test(method))) throw failure;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    return send(address, headers, body, token);
  }
}

// Browsers have no randomUUID for pages that come without TLS.
function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return [...bytes].map((it) => it.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {string} address
 * @param {Record<string, string>} headers
 * @param {string} body
 * @param {string} token the one it was asked with: another session may have begun since
 */
async function send(address, headers, body, token) {
  const reply = await answerOf(address, headers, body);
  const { limits } = (reply.result ?? reply.error.data).metadata ?? {};
  if (limits) limited[address]?.(limits);
  if (!reply.error) return reply.result;
  const { data, message } = reply.error;
  if (OVER.has(data.mnemonic) && token === session.token()) session.end();
  throw new Refused({ ...data, message });
}

/**
 * @param {string} address
 * @param {Record<string, string>} headers
 * @param {string} body
 */
async function answerOf(address, headers, body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(new URL(address, document.baseURI), {
      method: "POST", headers, body, cache: "no-store", credentials: "omit",
      signal: patience.signal,
    });
    noteTime(answer);
    const reply = await answer.json();
    if (reply?.error?.data?.mnemonic || reply?.result) return reply;
    throw new Unanswered(`HTTP ${answer.status}`);
  } catch (failure) {
    if (failure instanceof Unanswered) throw failure;
    throw new Unanswered(String(failure));
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Response} answer */
function noteTime(answer) {
  const told = Date.parse(answer.headers.get("Date") ?? "");
  if (!Number.isNaN(told)) ahead = told + 500 - Date.now(); // it tells whole seconds
}
