// Fields that name other things of the account: one, or several.

import { clear, el } from "../web/element.js";
import { say } from "../web/words.js";
import { Chooser } from "./chooser.js";
import { framed } from "./control.js";
import { named } from "./references.js";

/** @typedef {import("./control.js").Asked} Asked */
/** @typedef {import("./references.js").Item} Item */

/** @param {Asked} asked */
export function pickControl(asked) {
  const { field, value, id } = asked;
  const chooser = new Chooser(field.of ?? "", id, value ?? null, say("form.none"));
  const made = framed(asked, chooser.element, () => chooser.value);
  chooser.name = made.element.querySelector(".name")?.textContent ?? "";
  return made;
}

/** @param {Asked} asked */
export function picksControl(asked) {
  const { field, id } = asked;
  /** @type {Item[]} */
  let chosen = (asked.value ?? []).map((/** @type {any} */ it) => ({ value: it, text: String(it) }));
  const list = el("ul", { class: "chips" });
  const chooser = new Chooser(field.of ?? "", id, null, say("form.add.one"));
  const group = el("div", { class: "picks" }, list, chooser.element);
  const change = (/** @type {Item[]} */ to) => {
    chosen = to;
    draw();
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const draw = () => clear(list).append(...chosen.map((it) => {
    const off = el("button", {
      type: "button", class: "small", "aria-label": say("form.remove.one", { name: it.text }),
    }, "×");
    off.addEventListener("click", () => {
      change(chosen.filter((other) => other !== it));
      chooser.focus();
    });
    return el("li", {}, it.text, " ", off);
  }));
  chooser.onChoose = (item) => {
    if (!item) return;
    if (!chosen.some((it) => it.value === item.value)) change([...chosen, item]);
    chooser.clear();
  };
  draw();
  nameAll(field.of ?? "", chosen).then((it) => { chosen = it; draw(); }, () => {});
  const made = framed(asked, group, () => chosen.map((it) => it.value));
  chooser.name = made.element.querySelector(".name")?.textContent ?? "";
  return made;
}

/**
 * @param {string} of
 * @param {Item[]} chosen
 */
async function nameAll(of, chosen) {
  return named(of, chosen.map((it) => it.value));
}
