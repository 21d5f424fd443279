// What is asked before something is lost for good. The safe answer has the focus.

import { byId, clear, el } from "../web/element.js";
import { say } from "../web/words.js";

/**
 * @param {{title: string, text: string, yes: string}} asked
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, yes }) {
  const dialog = byId("confirm", HTMLDialogElement);
  const no = el("button", { type: "submit", value: "no" }, say("confirm.no"));
  clear(dialog).append(el("form", { method: "dialog" },
    el("h2", { id: "confirm-title" }, title),
    el("p", { id: "confirm-text" }, text),
    el("div", { class: "buttons" }, no,
      el("button", { type: "submit", value: "yes", class: "danger" }, yes))));
  dialog.returnValue = "no";
  dialog.showModal();
  no.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

/** @param {string} name */
export function mayDelete(name) {
  return confirm({
    title: say("confirm.delete"), text: say("confirm.delete.text", { name }), yes: say("do.delete"),
  });
}

export function mayDiscard() {
  return confirm({
    title: say("confirm.discard"), text: say("confirm.discard.text"), yes: say("do.discard"),
  });
}
