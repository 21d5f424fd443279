// What single keys do on every page, and their list.

import { byId, clear, el } from "../web/element.js";
import * as shortcuts from "../web/shortcuts.js";
import { say } from "../web/words.js";

/** @type {[string, string, () => void][]} */
const KEYS = [
  ["/", "key.find", () => focus("input[type=search]")],
  ["n", "key.new", () => press("[data-do=new]")],
  ["j", "key.next", () => move(1)],
  ["k", "key.previous", () => move(-1)],
  ["<", "key.back", () => press("[data-do=previous]")],
  [">", "key.forth", () => press("[data-do=next]")],
  ["Escape", "key.leave", () => press("[data-do=back]")],
  ["m", "key.menu", () => focus("nav a[aria-current], nav a")],
  ["?", "key.help", help],
];

export function bindAll() {
  for (const [key, , act] of KEYS) shortcuts.bind(key, act);
  byId("help").addEventListener("click", help);
  byId("keys-on", HTMLInputElement).addEventListener("change", (event) => {
    shortcuts.turn(/** @type {HTMLInputElement} */ (event.target).checked);
  });
}

/** @param {string} selector */
function focus(selector) {
  const found = document.querySelector(selector);
  if (found instanceof HTMLElement) found.focus();
}

/** @param {string} selector */
function press(selector) {
  const found = document.querySelector(selector);
  if (found instanceof HTMLElement) found.click();
}

// Through the rows of a list, from wherever the focus is.
/** @param {number} by */
export function move(by) {
  const rows = [...document.querySelectorAll("#page [data-row]")];
  const at = rows.findIndex((it) => it === document.activeElement);
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  if (next instanceof HTMLElement) next.focus();
}

function help() {
  byId("keys-on", HTMLInputElement).checked = shortcuts.areOn();
  clear(byId("keys")).append(...KEYS.flatMap(([key, text]) => [
    el("dt", {}, el("kbd", {}, key)), el("dd", {}, say(text)),
  ]));
  byId("keys-dialog", HTMLDialogElement).showModal();
}
