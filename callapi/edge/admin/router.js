// Addresses within the page: #/PAGE/REST?QUERY.

/** @typedef {{page: string, rest: string[], query: URLSearchParams}} Place */

/** @returns {Place} */
export function here() {
  const [path = "", query = ""] = location.hash.slice(1).split("?");
  const [page = "", ...rest] = path.split("/").filter(Boolean).map(plain);
  return { page, rest, query: new URLSearchParams(query) };
}

// An address that was cut or typed may be none.
/** @param {string} part */
function plain(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * @param {(string | number)[]} path
 * @param {Record<string, string>} [query]
 */
export function address(path, query = {}) {
  const asked = new URLSearchParams(query).toString();
  return `#/${path.map((it) => encodeURIComponent(it)).join("/")}${asked && `?${asked}`}`;
}

/** @param {string} hash */
export function go(hash) {
  location.hash = hash;
}

// The same page, seen otherwise: it is not shown anew, and going back does not stop here.
/** @param {string} hash */
export function rename(hash) {
  history.replaceState(history.state, "", hash);
  shown = hash;
}

let shown = location.hash.startsWith("#/") ? location.hash : "#/";
/** @type {number} */
let at = history.state?.at ?? 0; // which entry of the history this is
let isFree = false;

/**
 * Where something is not saved, the user is taken back and asked before he goes on.
 * @param {() => boolean} isDirty
 * @param {() => Promise<boolean>} mayLeave
 * @param {() => void} arrive
 */
export function follow(isDirty, mayLeave, arrive) {
  history.replaceState({ at }, "");
  addEventListener("hashchange", async () => {
    const wanted = location.hash || "#/";
    if (wanted === shown) return;
    if (!wanted.startsWith("#/")) return rename(shown); // a link within the page
    const isNew = history.state === null;
    const to = isNew ? at + 1 : history.state.at;
    if (isFree || !isDirty()) {
      [isFree, at, shown] = [false, to, wanted];
      history.replaceState({ at }, "");
      return arrive();
    }
    history.go(at - to);
    isFree = await mayLeave();
    if (!isFree) return;
    if (isNew) go(wanted);
    else history.go(to - at);
  });
}
