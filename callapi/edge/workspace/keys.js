// The keys of the page, and the list of them.

import { byId, clear, el } from "../web/element.js";
import { areOn, bind, turn } from "../web/shortcuts.js";
import { say } from "../web/words.js";
import { ACTIONS } from "./actions.js";

/** @param {[key: string, name: string, act: () => void][]} own */
export function bindAll(own) {
  const dialog = byId("keys-dialog", HTMLDialogElement);
  const show = () => { draw([...own, ["?", "key.help", show]]); dialog.showModal(); };
  for (const [key, , act] of own) bind(key, act);
  bind("?", show);
  byId("help").addEventListener("click", show);
  const on = byId("keys-on", HTMLInputElement);
  on.checked = areOn();
  on.addEventListener("change", () => turn(on.checked));
}

/** @param {[key: string, name: string, act: () => void][]} own */
function draw(own) {
  const rows = [
    ...ACTIONS.map((it) => [it.key, `do.${it.name}`]), ["1 – 9", "key.leg"],
    ...own.map(([key, name]) => [key, name]),
  ];
  clear(byId("keys")).append(...rows.flatMap(([key = "", name = ""]) => [
    el("dt", {}, el("kbd", {}, key)), el("dd", {}, say(name)),
  ]));
}
