// The language of a page: its texts stand in a table per language, each a module of its own,
// of which only the one that is shown is fetched.

const KEY = "callapi.language";
export const LANGUAGES = { en: "English", de: "Deutsch" };
/** @typedef {keyof typeof LANGUAGES} Language */
/** @typedef {Record<string, string>} Table */

/** @type {Table} */
let table = {};
/** @type {Language} */
export let language = chosen();

// How times and numbers are written: as the browser does it, if it speaks the language.
export function locale() {
  return navigator.languages.find((it) => it.startsWith(language)) ?? language;
}

/** @returns {Language} */
function chosen() {
  const wanted = [localStorage.getItem(KEY), ...navigator.languages];
  const known = wanted.map((it) => it?.slice(0, 2)).find((it) => it && it in LANGUAGES);
  return /** @type {Language} */ (known ?? "en");
}

/** @param {Language} wanted */
export function choose(wanted) {
  localStorage.setItem(KEY, wanted);
  language = wanted;
}

/**
 * @param {(language: Language) => Promise<Table>[]} tables
 */
export async function learn(tables) {
  table = Object.assign({}, ...await Promise.all(tables(language)));
  document.documentElement.lang = language;
}

/** @param {string} key */
export function knows(key) {
  return key in table;
}

/**
 * The text of a key, with its {places} filled.
 * @param {string} key
 * @param {Record<string, unknown>} [params]
 */
export function say(key, params = {}) {
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? "?"));
}

// What stands in the page itself: data-say is an element's text, data-label what it is called.
/** @param {ParentNode} root */
export function translate(root) {
  for (const it of root.querySelectorAll("[data-say]")) {
    it.textContent = say(it.getAttribute("data-say") ?? "");
  }
  for (const it of root.querySelectorAll("[data-label]")) {
    it.setAttribute("aria-label", say(it.getAttribute("data-label") ?? ""));
  }
  for (const it of root.querySelectorAll("[data-hint]")) {
    it.setAttribute("placeholder", say(it.getAttribute("data-hint") ?? ""));
  }
}
