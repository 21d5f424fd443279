// Who is logged in. The token is kept in the session storage of this tab, so that a reload
// needs no password; with the tab it is gone.

const KEY = "callapi";
/** @typedef {{login: string, token: string, expiresAt: number | null}} Session */

/** @type {Session | null} */
let session = read();
/** @type {() => void} */
let ended = () => {};

/** @returns {Session | null} */
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return null; // nothing of ours
  }
}

export function current() {
  return session;
}

export function token() {
  return session?.token ?? "";
}

/** @param {Session} begun */
export function begin(begun) {
  session = begun;
  sessionStorage.setItem(KEY, JSON.stringify(begun));
}

// The token counts no more; whoever has it has to log in again.
export function end() {
  if (session === null) return;
  session = null;
  sessionStorage.removeItem(KEY);
  ended();
}

/** @param {() => void} listener */
export function onEnd(listener) {
  ended = listener;
}
