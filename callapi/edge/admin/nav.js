// The navigation: the pages of the table, by group; those that the user may see.

import { byId, clear, el } from "../web/element.js";
import { say } from "../web/words.js";
import { has, isAdmin, may } from "./account.js";
import { PAGES } from "./pages.js";
import { address } from "./router.js";

export function showNav() {
  const seen = PAGES.filter((it) =>
    may(it.unit) && has(it.component) && (isAdmin() || !it.admin));
  const groups = [...new Set(seen.map((it) => it.group))];
  clear(byId("nav")).append(...groups.flatMap((group) => [
    group ? el("h2", { id: `nav-${group}` }, say(`group.${group}`)) : null,
    el("ul", { "aria-labelledby": group ? `nav-${group}` : null },
      ...seen.filter((it) => it.group === group).map((it) => el("li", {},
        el("a", { href: address(it.id === "start" ? [] : [it.id]), "data-page": it.id },
          say(`page.${it.id}`))))),
  ].flatMap((it) => it ?? [])));
}

/** @param {string} id */
export function markPage(id) {
  for (const it of byId("nav").querySelectorAll("a")) {
    if (it.dataset.page === id) it.setAttribute("aria-current", "page");
    else it.removeAttribute("aria-current");
  }
  open(false);
}

/** @param {boolean} isOpen */
function open(isOpen) {
  byId("nav").classList.toggle("open", isOpen);
  byId("menu").setAttribute("aria-expanded", String(isOpen));
}

byId("menu").addEventListener("click", () => {
  open(byId("menu").getAttribute("aria-expanded") !== "true");
});
