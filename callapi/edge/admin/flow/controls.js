// What controls of settings are made of.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";

/** @typedef {(value: any) => void} Change */

/**
 * Items that are moved, taken away and added.
 * @param {any[]} value
 * @param {Change} change
 * @param {() => any} begin
 * @param {(item: any, tell: Change, at: number) => HTMLElement} show
 */
export function list(value, change, begin, show) {
  let items = [...value];
  const place = el("ol", { class: "items" });
  const add = el("button", { type: "button", class: "add" }, say("setting.add"));
  const turn = (/** @type {any[]} */ now) => {
    items = now;
    draw();
    change(items);
  };
  /**
   * @param {string} sign
   * @param {string} label
   * @param {boolean} isOff
   * @param {() => any[]} after
   */
  const tool = (sign, label, isOff, after) => {
    const button = el("button", {
      type: "button", class: "small", "aria-label": say(label), disabled: isOff ? "" : null,
    }, sign);
    button.addEventListener("click", () => { turn(after()); add.focus(); });
    return button;
  };
  const draw = () => {
    place.replaceChildren(...items.map((item, at) => el("li", {},
      show(item, (to) => { items = put(items, at, to); change(items); }, at),
      el("span", { class: "tools" },
        tool("\u2191", "setting.up", at === 0, () => swapped(items, at, at - 1)),
        tool("\u2193", "setting.down", at === items.length - 1, () => swapped(items, at, at + 1)),
        tool("\u00d7", "setting.remove", false, () => items.filter((_, its) => its !== at))))));
  };
  add.addEventListener("click", () => {
    turn([...items, begin()]);
    const added = place.lastElementChild?.querySelector("select, input");
    if (added instanceof HTMLElement) added.focus();
  });
  draw();
  return el("div", {}, place, add);
}

/**
 * @param {any[]} items
 * @param {number} a
 * @param {number} b
 */
function swapped(items, a, b) {
  return put(put(items, a, items[b]), b, items[a]);
}

/**
 * @param {any[]} items
 * @param {number} at
 * @param {any} item
 */
function put(items, at, item) {
  return items.map((own, its) => (its === at ? item : own));
}

/**
 * @param {string} id
 * @param {{value: string, text: string}[]} options
 * @param {string} value
 * @param {Change} change
 */
export function select(id, options, value, change) {
  const control = el("select", { id }, ...options.map((it) => el("option", { value: it.value }, it.text)));
  control.value = value;
  control.addEventListener("change", () => change(control.value));
  return control;
}

/**
 * One of what the account has; what is there no more is kept until another is chosen.
 * @param {{id: number, name: string}[]} known
 * @param {string} id
 * @param {number | null} value
 * @param {Change} change
 */
export function picked(known, id, value, change) {
  const options = [
    ...(value === null ? [{ value: "", text: say("setting.choose") }] : []),
    ...[...known, ...lost(known, value === null ? [] : [value])].map((it) =>
      ({ value: String(it.id), text: it.name })),
  ];
  return select(id, options, String(value ?? ""), (to) => change(to === "" ? null : Number(to)));
}

/**
 * @param {{id: number}[]} known
 * @param {number[]} values
 */
export function lost(known, values) {
  return values.filter((it) => !known.some((own) => own.id === it))
    .map((it) => ({ id: it, name: say("setting.lost", { id: it }) }));
}

/**
 * @template {string | number} T
 * @param {{value: T, text: string}[]} options
 * @param {T[]} value
 * @param {Change} change
 */
export function boxes(options, value, change) {
  let now = new Set(value);
  return el("div", { class: "boxes" }, ...options.map((it) => {
    const input = el("input", { type: "checkbox" });
    input.checked = now.has(it.value);
    heard(input, () => {
      now = new Set(options.map((own) => own.value).filter((own) =>
        (own === it.value ? input.checked : now.has(own))));
      change([...now]);
    });
    return el("label", {}, input, " ", it.text);
  }));
}

/**
 * @template {HTMLElement} E
 * @param {E} control
 * @param {() => void} listener
 */
export function heard(control, listener) {
  control.addEventListener("input", listener);
  return control;
}
