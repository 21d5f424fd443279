// A form made from a table of fields. What the server refuses is said at the field it names.

import { Refused } from "../web/ask.js";
import { el } from "../web/element.js";
import { reason, words } from "../web/mistake.js";
import { knows, say } from "../web/words.js";
import { has } from "./account.js";
import { control } from "./fields.js";

/** @typedef {import("./control.js").Field} Field */
/** @typedef {import("./control.js").Control} Control */
/** @typedef {import("./data.js").Row} Row */
/**
 * `row`: what is changed; none: something new. `save` gets what is to be sent, and rejects with
 * what the server says.
 * @typedef {{page: string, fields: Field[], row: Row | null, isFixed?: boolean,
 *   save: (sent: Row) => Promise<void>, buttons?: HTMLElement[], yes?: string}} Told
 */

export class Form {
  element = el("form", { class: "form", novalidate: "", autocomplete: "off" });
  /** @type {{field: Field, control: Control}[]} */
  #made;
  #told;
  #said = el("p", { role: "alert", class: "form-said" });
  #save = el("button", { type: "submit", class: "main" });
  #before = "";

  /** @param {Told} told */
  constructor(told) {
    this.#told = told;
    this.#made = told.fields.filter((it) => this.#belongs(it)).map((field) => ({
      field, control: control({ field, value: this.#value(field), id: `f-${field.name}`, page: told.page }),
    }));
    this.#save.textContent = told.yes ?? say(told.row ? "do.save" : "do.create");
    this.#draw();
    this.#before = JSON.stringify(this.values());
    this.#showNeeded();
    this.element.addEventListener("input", () => this.#showNeeded());
    this.element.addEventListener("change", () => this.#showNeeded());
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.element.requestSubmit();
    });
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  focus() {
    this.#made.find((it) => !it.field.fixed)?.control.focus();
  }

  isDirty() {
    return !this.#told.isFixed && JSON.stringify(this.values()) !== this.#before;
  }

  // What all fields say that are in use now.
  values() {
    /** @type {Row} */
    const all = Object.fromEntries(this.#made.map((it) => [it.field.name, it.control.read()]));
    return Object.fromEntries(Object.entries(all).filter(([name]) => {
      const { when } = this.#made.find((it) => it.field.name === name)?.field ?? {};
      return !when || when(all);
    }));
  }

  // What is sent is sent once, however often it is asked for meanwhile.
  async submit() {
    if (this.#told.isFixed || this.#save.disabled) return;
    this.#hush();
    const sent = this.#told.row ? this.#changes() : this.#given();
    const now = JSON.stringify(this.values());
    this.#save.disabled = true;
    try {
      await this.#told.save(sent);
      this.#before = now;
    } catch (failure) {
      this.#tell(failure);
    } finally {
      this.#save.disabled = false;
    }
  }

  // Nothing is asked about any more: what was typed is done with.
  settle() {
    this.#before = JSON.stringify(this.values());
  }

  /** @param {Field} field */
  #belongs(field) {
    const { row } = this.#told;
    return has(field.component) && (!field.on || field.on === (row ? "change" : "make"))
      && !(row && field.skip?.(row));
  }

  /** @param {Field} field */
  #value(field) {
    const { row } = this.#told;
    if (!row) return field.initial;
    return field.from ? field.from(row) : row[field.name];
  }

  #draw() {
    let part = "";
    /** @type {HTMLElement} */
    let place = this.element;
    for (const { field, control: made } of this.#made) {
      if (field.part && field.part !== part) {
        part = field.part;
        place = el("fieldset", { class: "section" }, el("legend", {}, say(`part.${part}`)));
        this.element.append(place);
      }
      place.append(made.element);
    }
    const { isFixed, buttons = [] } = this.#told;
    this.element.append(this.#said,
      el("div", { class: "buttons foot" }, isFixed ? null : this.#save, ...buttons));
  }

  #showNeeded() {
    const values = Object.fromEntries(this.#made.map((it) => [it.field.name, it.control.read()]));
    for (const { field, control: made } of this.#made) {
      if (field.when) made.element.hidden = !field.when(values);
    }
  }

  // Of something new: all that is not empty.
  #given() {
    return this.#sent(Object.entries(this.values()).filter(([, value]) =>
      value !== null && !(Array.isArray(value) && !value.length)));
  }

  // Of what is there: all that is not as it was; null makes it what it is at first.
  #changes() {
    const before = JSON.parse(this.#before);
    return this.#sent(Object.entries(this.values()).filter(([name, value]) =>
      JSON.stringify(value) !== JSON.stringify(before[name])));
  }

  /** @param {[string, any][]} values */
  #sent(values) {
    return Object.fromEntries(values.flatMap(([name, value]) => {
      const { fixed, param = name } = this.#made.find((it) => it.field.name === name)?.field ?? {};
      return fixed ? [] : [[param, value]];
    }));
  }

  #hush() {
    this.#said.textContent = "";
    for (const it of this.#made) it.control.hush();
  }

  /** @param {unknown} failure */
  #tell(failure) {
    const [name, ...rest] = failure instanceof Refused ? failure.field?.split(".") ?? [] : [];
    const found = this.#made.find(({ field, control: its }) =>
      (field.param ?? field.name) === name && !its.element.hidden);
    if (found && failure instanceof Refused) {
      found.control.tell(rest, reasonAt(this.#told.page, failure), failure.value);
      found.control.focus();
      this.#said.textContent = say("form.wrong");
    } else this.#said.textContent = words(failure);
  }
}

// Some refusals can be told better by whoever knows the field.
/**
 * @param {string} page
 * @param {Refused} failure
 */
function reasonAt(page, failure) {
  const own = `why.${page}.${failure.field}.${failure.mnemonic}`;
  return knows(own) ? say(own, failure.params) : reason(failure);
}
