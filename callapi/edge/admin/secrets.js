// What the server tells once: kept by nobody here, copied by the user or lost.

import { byId, clear, el } from "../web/element.js";
import { say } from "../web/words.js";
import { tell } from "./told.js";

/**
 * Until the user has closed it.
 * @param {string} title
 * @param {[name: string, value: string][]} secrets
 * @returns {Promise<void>}
 */
export function showSecrets(title, secrets) {
  const dialog = byId("secrets", HTMLDialogElement);
  const close = el("button", { type: "submit", class: "main" }, say("secrets.close"));
  clear(dialog).append(el("form", { method: "dialog" },
    el("h2", { id: "secrets-title" }, title), el("p", {}, say("secrets.once")),
    ...secrets.map(([name, value], place) => secret(say(name), value, `secret-${place}`)),
    el("div", { class: "buttons" }, close)));
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { clear(dialog); resolve(); }, { once: true });
  });
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} id
 */
function secret(name, value, id) {
  const input = el("input", { id, readonly: "", spellcheck: "false", class: "code" });
  input.value = value;
  input.addEventListener("focus", () => input.select());
  const copy = el("button", { type: "button", "aria-label": say("secrets.copy", { name }) }, say("do.copy"));
  copy.addEventListener("click", async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(value);
      copy.textContent = say("done.copy");
      tell(say("done.copy"));
    } catch {
      tell(say("secrets.mark")); // the browser lets no page copy here: it is marked
    }
  });
  return el("div", { class: "field" }, el("label", { for: id }, name),
    el("div", { class: "with-button" }, input, copy));
}
