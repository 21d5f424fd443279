// Controls: what a form is made of. Each shows one value of a field, gives it back, and says
// what the server has against it at the very place.

import { el } from "../web/element.js";
import { knows, say } from "../web/words.js";
import { label } from "./label.js";

/** @typedef {import("./data.js").Row} Row */
/**
 * A row of a form's table. `kind` is one of KINDS in fields.js, or `make` makes its control.
 * `on`: only in forms that make, or change; `when`: only while the form's other values are so;
 * `from`: its value in a row of the list, where that is not the field of the same name;
 * `fields`: its parts; `of`: a row of REFERENCES; `part`: the heading it stands under; `param`:
 * the name that the API has for it; `skip`: not for such a row; `closed`: a list whose rows stay.
 * @typedef {{name: string, kind?: string, make?: (asked: Asked) => Control, need?: boolean,
 *   on?: "make" | "change", when?: (values: Row) => boolean, from?: (row: Row) => any,
 *   initial?: any, values?: readonly string[], of?: string, fields?: Field[], most?: number,
 *   least?: number, longest?: number, component?: string, part?: string, key?: string,
 *   fixed?: boolean, param?: string, skip?: (row: Row) => boolean, closed?: boolean}} Field
 */
/** @typedef {{field: Field, value: any, id: string, page: string, isPart?: boolean}} Asked */
/**
 * `tell`: whether the control, or the part of it that the path names, has shown the text.
 * @typedef {{element: HTMLElement, read: () => any, focus: () => void, hush: () => void,
 *   tell: (path: string[], text: string, value: string | null) => boolean}} Control
 */

// An input with its name, what is to be known of it, and room for a complaint.
/**
 * @param {Asked} asked
 * @param {HTMLElement} input
 * @param {() => any} read
 * @returns {Control}
 */
export function framed({ field, id, page, isPart }, input, read) {
  const isGroup = !input.matches("input, select, textarea");
  const isTick = input.matches("[type=checkbox]");
  const said = el("p", { id: `${id}-said`, class: "said" });
  const hint = isPart ? null : hintOf(page, field.name, id);
  const isWide = input.matches("textarea, .picks, .ticks, .scroll");
  const named = isGroup ? { id: `${id}-name`, class: "name" } : { for: id, class: "name" };
  const name = el(isGroup ? "span" : "label", named, label(page, field.name),
    field.need ? needed() : null);
  input.setAttribute("aria-describedby", [hint && hint.id, said.id].filter(Boolean).join(" "));
  if (isGroup) {
    input.setAttribute("role", "group");
    input.setAttribute("aria-labelledby", name.id);
  } else {
    input.id = id;
    if (field.need) input.setAttribute("aria-required", "true");
  }
  const shape = isTick ? "field tick" : isWide ? "field wide" : "field";
  const element = el("div", { class: shape, "data-field": field.name },
    ...(isTick ? [input, name] : [name, input]), hint, said);
  const focus = () => focusable(input)?.focus();
  const tell = (/** @type {string[]} */ _, /** @type {string} */ text) => {
    said.textContent = text;
    input.setAttribute("aria-invalid", "true");
    return true;
  };
  const hush = () => {
    said.textContent = "";
    input.removeAttribute("aria-invalid");
  };
  return { element, read, focus, tell, hush };
}

function needed() {
  return el("span", { class: "needed", title: say("form.needed") }, " *");
}

/**
 * @param {string} page
 * @param {string} name
 * @param {string} id
 */
export function hintOf(page, name, id) {
  const key = [`hint.${page}.${name}`, `hint.${name}`].find(knows);
  return key ? el("p", { id: `${id}-hint`, class: "hint" }, say(key)) : null;
}

/**
 * @param {HTMLElement} element
 * @returns {HTMLElement | null}
 */
function focusable(element) {
  return element.matches("input, select, textarea") ? element
    : element.querySelector("input, select, textarea, button");
}
