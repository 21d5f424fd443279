// The choice of the language, in the element #language.

import { byId, el } from "./element.js";
import { choose, language, LANGUAGES } from "./words.js";

export function showLanguages() {
  const select = byId("language", HTMLSelectElement);
  select.append(...Object.entries(LANGUAGES).map(([it, name]) =>
    el("option", { value: it, lang: it }, name)));
  select.value = language;
  select.addEventListener("change", () => {
    choose(/** @type {import("./words.js").Language} */ (select.value));
    location.reload();
  });
}
