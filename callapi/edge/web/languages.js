// The choice of a language; the page is loaded again in it.

import { el } from "./element.js";
import { choose, language, LANGUAGES } from "./words.js";

/** @param {HTMLSelectElement} select */
export function showLanguages(select) {
  select.append(...Object.entries(LANGUAGES).map(([it, name]) =>
    el("option", { value: it, lang: it }, name)));
  select.value = language;
  select.addEventListener("change", () => {
    choose(/** @type {import("./words.js").Language} */ (select.value));
    location.reload();
  });
}
