// Fields that have fields of their own: an object, and a list of objects in their order.

import { el } from "../web/element.js";
import { say } from "../web/words.js";
import { hintOf } from "./control.js";
import { control } from "./fields.js";
import { label } from "./label.js";

/** @typedef {import("./control.js").Asked} Asked */
/** @typedef {import("./control.js").Control} Control */
/** @typedef {import("./control.js").Field} Field */
/** @typedef {import("./data.js").Row} Row */

/**
 * The fields of one object; `of` tells a part of its path which control it is.
 * @param {Field[]} fields
 * @param {Row} value
 * @param {string} id
 * @param {string} page
 */
function parts(fields, value, id, page) {
  return fields.map((field) => ({
    field, control: control({
      field, value: value[field.name] ?? field.initial, id: `${id}-${field.name}`, page, isPart: true,
    }),
  }));
}

/** @param {ReturnType<typeof parts>} made */
function readAll(made) {
  return Object.fromEntries(made.map((it) => [it.field.name, it.control.read()]));
}

// Null while its key, by which it is there at all, is empty.
/**
 * @param {Asked} asked
 * @returns {Control}
 */
export function objectControl({ field, value, id, page }) {
  const made = parts(field.fields ?? [], value ?? {}, id, page);
  const said = el("p", { class: "said" });
  const element = el("fieldset", { class: "object beside", "data-field": field.name },
    el("legend", {}, label(page, field.name)), hintOf(page, field.name, id),
    ...made.map((it) => it.control.element), said);
  const read = () => {
    const all = readAll(made);
    return field.key && (all[field.key] === null || all[field.key] === "") ? null : all;
  };
  return {
    element, read,
    focus: () => made[0]?.control.focus(),
    tell: ([name, ...rest], text, told) => {
      const part = made.find((it) => it.field.name === name);
      if (part) return part.control.tell(rest, text, told);
      said.textContent = text;
      return true;
    },
    hush: () => {
      said.textContent = "";
      for (const it of made) it.control.hush();
    },
  };
}

/**
 * @param {Asked} asked
 * @returns {Control}
 */
export function rowsControl(asked) {
  const rows = new Rows(asked);
  return {
    element: rows.element, read: () => rows.read(), focus: () => rows.focus(),
    tell: (path, text, value) => rows.tell(path, text, value), hush: () => rows.hush(),
  };
}

/** @typedef {{element: HTMLElement, old: Row, made: ReturnType<typeof parts>}} Line */

class Rows {
  /** @type {Line[]} */
  #rows = [];
  #list = el("ol", { class: "parts" });
  #said = el("p", { class: "said" });
  #add = el("button", { type: "button" }, say("form.add"));
  #asked;
  #count = 0;

  /** @param {Asked} asked */
  constructor(asked) {
    this.#asked = asked;
    const { field, id, page } = asked;
    this.element = el("fieldset", { class: "object", "data-field": field.name },
      el("legend", {}, label(page, field.name)), hintOf(page, field.name, id),
      this.#list, ...(field.closed ? [] : [this.#add]), this.#said);
    for (const it of asked.value ?? []) this.#insert(it);
    this.#add.addEventListener("click", () => {
      this.#insert({}).made[0]?.control.focus();
      this.#changed();
    });
  }

  /** @param {Row} old */
  #insert(old) {
    const { field, id, page } = this.#asked;
    const made = parts(field.fields ?? [], old, `${id}-${this.#count++}`, page);
    const row = { element: el("li", {}), old, made };
    row.element.append(el("div", { class: "part" }, ...made.map((it) => it.control.element)),
      el("div", { class: "buttons" },
        this.#button("form.up", "↑", () => this.#move(row, -1)),
        this.#button("form.down", "↓", () => this.#move(row, 1)),
        field.closed ? null : this.#button("form.remove", "×", () => this.#remove(row))));
    this.#rows.push(row);
    this.#list.append(row.element);
    return row;
  }

  /**
   * @param {string} name
   * @param {string} sign
   * @param {() => void} act
   */
  #button(name, sign, act) {
    const made = el("button", { type: "button", class: "small", "aria-label": say(name) }, sign);
    made.addEventListener("click", act);
    return made;
  }

  /**
   * @param {Line} row
   * @param {number} by
   */
  #move(row, by) {
    const at = this.#rows.indexOf(row);
    const to = at + by;
    if (to < 0 || to >= this.#rows.length) return;
    this.#rows.splice(at, 1);
    this.#rows.splice(to, 0, row);
    const focused = document.activeElement;
    this.#list.replaceChildren(...this.#rows.map((it) => it.element));
    if (focused instanceof HTMLElement) focused.focus();
    this.#changed();
  }

  /** @param {Line} row */
  #remove(row) {
    this.#rows.splice(this.#rows.indexOf(row), 1);
    row.element.remove();
    this.#add.focus();
    this.#changed();
  }

  #changed() {
    this.#list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  read() {
    const { key } = this.#asked.field;
    return this.#rows.map(({ old, made }) => ({
      ...(key && old[key] !== undefined ? { [key]: old[key] } : {}), ...readAll(made),
    }));
  }

  focus() {
    const first = this.#rows[0]?.made[0];
    if (first) first.control.focus();
    else this.#add.focus();
  }

  // The server does not say in which row; the refused value does.
  /**
   * @param {string[]} path
   * @param {string} text
   * @param {string | null} value
   */
  tell([name, ...rest], text, value) {
    const found = this.#rows.map((it) => it.made.find((its) => its.field.name === name))
      .filter((it) => it !== undefined);
    const wrong = found.find((it) => String(it?.control.read()) === value) ?? found[0];
    if (wrong) return wrong.control.tell(rest, text, value);
    this.#said.textContent = text;
    return true;
  }

  hush() {
    this.#said.textContent = "";
    for (const { made } of this.#rows) for (const it of made) it.control.hush();
  }
}
