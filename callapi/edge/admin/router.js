// Addresses within the page: #/PAGE/REST?QUERY.

/** @typedef {{page: string, rest: string[], query: URLSearchParams}} Place */

/** @returns {Place} */
export function here() {
  const [path = "", query = ""] = location.hash.slice(1).split("?");
  const [page = "", ...rest] = path.split("/").filter(Boolean).map(decodeURIComponent);
  return { page, rest, query: new URLSearchParams(query) };
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

/**
 * Where something is not saved, the address stays until the user has said that it may go.
 * @param {() => boolean} isDirty
 * @param {() => Promise<boolean>} mayLeave
 * @param {() => void} arrive
 */
export function follow(isDirty, mayLeave, arrive) {
  addEventListener("hashchange", async () => {
    const wanted = location.hash || "#/";
    if (wanted === shown) return;
    if (!wanted.startsWith("#/")) return rename(shown); // a link within the page
    if (isDirty()) {
      history.pushState(history.state, "", shown);
      if (!await mayLeave()) return;
      history.replaceState(history.state, "", wanted);
    }
    shown = wanted;
    arrive();
  });
}
