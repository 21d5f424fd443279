// Which part of a list is seen, and the way to the others.

import { el } from "../web/element.js";
import { say } from "../web/words.js";
import { count } from "./value.js";

const SIZES = [25, 50, 100, 500];
const USUAL = 50;
const FARTHEST = 100_000; // no offset goes beyond

// The part that an address asks for: its rows, and how many parts are before it.
/** @param {URLSearchParams} query */
export function partOf(query) {
  const size = Number(query.get("size"));
  return {
    size: SIZES.includes(size) ? size : USUAL,
    at: Math.max(0, Math.floor(Number(query.get("p") ?? 1)) - 1) || 0,
  };
}

/**
 * @param {number} total
 * @param {number} at
 * @param {number} size
 * @param {(name: "p" | "size", value: string) => void} turn
 */
export function pager(total, at, size, turn) {
  const first = at * size;
  const last = Math.max(0, Math.min(Math.ceil(total / size) - 1, Math.floor(FARTHEST / size)));
  const told = say("list.part", {
    first: count(Math.min(first + 1, total)), last: count(Math.min(first + size, total)),
    total: count(total),
  });
  const button = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {number} */ to) => {
    const made = el("button", {
      type: "button", id: `to-${name}`, "data-do": name, "aria-label": say(`list.${name}`),
      disabled: to === at || to < 0 || to > last ? "" : null,
    }, sign);
    made.addEventListener("click", () => turn("p", String(to + 1)));
    return made;
  };
  return el("div", { class: "pager" },
    el("p", { class: "part" }, total ? told : ""),
    total > size ? el("div", { class: "buttons", role: "group", "aria-label": say("list.pages") },
      button("first", "«", 0), button("previous", "‹", at - 1),
      button("next", "›", at + 1), button("last", "»", last)) : null,
    total > Math.min(...SIZES) ? sizes(size, turn) : null);
}

/**
 * @param {number} size
 * @param {(name: "size", value: string) => void} turn
 */
function sizes(size, turn) {
  const select = el("select", { id: "page-size", "aria-label": say("list.size") },
    ...SIZES.map((it) => el("option", { value: it }, say("list.rows", { count: it }))));
  select.value = String(size);
  select.addEventListener("change", () => turn("size", select.value));
  return select;
}
