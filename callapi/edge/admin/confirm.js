// What is asked before something is lost for good. The safe answer has the focus.

import { byId, clear, el } from "../web/element.js";
import { say } from "../web/words.js";

/** @type {(isYes: boolean) => void} */
let settle = () => {};

/**
 * One thing at a time: whoever asked before and has no answer yet is answered no.
 * @param {string} title
 * @param {HTMLElement[]} parts the first of them says what it is about
 * @param {{text: string, kind: "danger" | "main"}} yes
 * @param {string} no
 * @param {HTMLElement} [first] what has the focus; else the safe answer
 * @returns {Promise<boolean>}
 */
export function asked(title, parts, yes, no, first) {
  settle(false);
  const dialog = byId("confirm", HTMLDialogElement);
  const stay = el("button", { type: "submit", value: "no", formnovalidate: "" }, no);
  const go = el("button", { type: "submit", value: "yes", class: yes.kind }, yes.text);
  const buttons = yes.kind === "danger" ? [stay, go] : [go, stay]; // Enter takes the first
  parts[0]?.setAttribute("id", "confirm-text");
  clear(dialog).append(el("form", { method: "dialog" },
    el("h2", { id: "confirm-title" }, title), ...parts,
    el("div", { class: "buttons" }, ...buttons)));
  dialog.returnValue = "no";
  dialog.onclose = () => settle(dialog.returnValue === "yes");
  if (!dialog.open) dialog.showModal();
  (first ?? stay).focus();
  return new Promise((resolve) => { settle = resolve; });
}

/**
 * @param {{title: string, text: string, yes: string}} told
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, yes }) {
  return asked(title, [el("p", {}, text)], { text: yes, kind: "danger" }, say("confirm.no"));
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
