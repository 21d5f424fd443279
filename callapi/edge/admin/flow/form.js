// One operation as a form: its name, its settings, and where each outcome leads.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { change, connect, find, inOrder, remove, ways } from "./document.js";
import { heard, select } from "./controls.js";
import { fieldRows } from "./fields.js";
import { inWords, nameOf, outcomeName, typeName } from "./names.js";
import { problemText } from "./problems.js";
import { TYPES } from "./operations.js";

/** @typedef {import("./document.js").Flow} Flow */
/** @typedef {import("./document.js").Operation} Operation */
/** @typedef {import("./problems.js").Problem} Problem */
/** @typedef {{now: () => Flow, take: (flow: Flow, place: string) => void,
 *   put: (flow: Flow, selected: string | null) => void, copy: (key: string) => void}} Desk */

const ID = "operation";
// In a select; no key of an operation looks like these.
const [NONE, END] = ["-", "."];

export class Form {
  element = el("section", { class: "operation", "aria-labelledby": "operation-title" });
  /** @type {import("./choices.js").Choices} */
  choices = {};
  /** @type {string | null} */
  #key = null;
  #desk;

  /** @param {Desk} desk */
  constructor(desk) {
    this.#desk = desk;
  }

  /**
   * @param {string | null} key
   * @param {Problem[]} problems
   */
  draw(key, problems) {
    const flow = this.#desk.now();
    const operation = find(flow, key);
    this.#key = operation ? key : null;
    if (!operation) {
      this.element.replaceChildren(
        el("h3", { id: "operation-title" }, say("flow.form.none")),
        el("p", { class: "quiet" }, say("flow.form.hint")));
      return;
    }
    const led = this.#ways(flow, operation);
    this.element.replaceChildren(
      el("h3", { id: "operation-title" }, typeName(operation.type)),
      el("p", { class: "quiet" }, inWords(`type.${operation.type}.about`, "")),
      this.#name(operation),
      this.#tools(flow, operation),
      el("div", { class: "settings" }, ...this.#settings(flow, operation)),
      ...led.length ? [el("fieldset", { class: "ways" }, el("legend", {}, say("flow.form.ways")), ...led)] : [],
    );
    this.mark(problems);
  }

  // At each field what is wrong with it; the longest name that fits.
  /** @param {Problem[]} problems */
  mark(problems) {
    for (const note of this.element.querySelectorAll(".note")) note.toggleAttribute("hidden", true);
    for (const problem of problems.filter((it) => it.operation_key === this.#key)) {
      const path = problem.field.replace(/^operations\.(settings\.)?/, "");
      const row = this.#rowOf(path);
      const note = row?.querySelector(":scope > .note");
      if (!note) continue;
      note.textContent = problemText(problem);
      note.toggleAttribute("hidden", false);
      row?.querySelector("input, select, textarea")?.setAttribute("aria-describedby", note.id);
    }
  }

  /** @param {string} [outcome] */
  focus(outcome) {
    const wanted = outcome ? `[data-outcome="${CSS.escape(outcome)}"]` : `#${ID}-name`;
    const found = this.element.querySelector(wanted);
    if (found instanceof HTMLElement) found.focus();
  }

  /** @param {string} path */
  #rowOf(path) {
    for (let name = path; name; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
      const found = this.element.querySelector(`[data-path="${name}"]`);
      if (found) return found;
    }
    return null;
  }

  /** @param {Operation} operation */
  #name(operation) {
    const input = el("input", {
      id: `${ID}-name`, maxlength: 255, value: operation.name ?? "", autocomplete: "off",
    });
    heard(input, () => this.#change({ name: input.value || null }, "name"));
    return el("div", { class: "row", "data-path": "name" },
      el("label", { for: input.id }, say("flow.form.name")), input,
      el("p", { class: "bad note", id: `${ID}-name-note`, hidden: "" }));
  }

  /**
   * @param {Flow} flow
   * @param {Operation} operation
   */
  #tools(flow, operation) {
    /**
     * @param {string} text
     * @param {string} kind
     * @param {() => void} act
     */
    const button = (text, kind, act) => {
      const made = el("button", { type: "button", class: kind }, say(text));
      made.addEventListener("click", act);
      return made;
    };
    const key = operation.key;
    return el("div", { class: "buttons" },
      flow.start === key ? el("span", { class: "quiet" }, say("flow.starts"))
        : button("flow.form.start", "", () => this.#desk.put({ ...this.#desk.now(), start: key }, key)),
      button("flow.form.copy", "", () => this.#desk.copy(key)),
      button("flow.form.remove", "danger", () => this.#desk.put(remove(this.#desk.now(), key), null)));
  }

  /**
   * @param {Flow} flow
   * @param {Operation} operation
   */
  #settings(flow, operation) {
    const world = {
      choices: this.choices, prefix: ID,
      ways: inOrder(flow).map((it) => ({ key: it.key, name: nameOf(it) })),
    };
    return fieldRows(TYPES[operation.type]?.fields ?? [], operation.settings,
      (settings) => this.#change({ settings }, "settings"), world);
  }

  /**
   * @param {Flow} flow
   * @param {Operation} operation
   */
  #ways(flow, operation) {
    const type = TYPES[operation.type];
    const options = [
      { value: NONE, text: say("way.none") }, { value: END, text: say("way.end") },
      ...inOrder(flow).map((it) => ({ value: it.key, text: nameOf(it) })),
    ];
    return ways(operation).map(({ outcome, to }) => {
      const id = `${ID}-to-${outcome.replace(/\W/g, "-")}`;
      const value = to === undefined ? NONE : to ?? END;
      const control = select(id, options, value, (wanted) => this.#lead(outcome, wanted));
      control.dataset.outcome = outcome;
      const isNeeded = type?.required.includes(outcome) || type?.advised === outcome;
      const kind = to === undefined ? "row free" : "row";
      return el("div", { class: kind, "data-path": `transitions.${outcome}` },
        el("label", { for: id }, outcomeName(outcome), isNeeded ? " *" : ""), control);
    });
  }

  /**
   * @param {string} outcome
   * @param {string} wanted
   */
  #lead(outcome, wanted) {
    const to = wanted === NONE ? undefined : wanted === END ? null : wanted;
    this.#desk.put(connect(this.#desk.now(), this.#key ?? "", outcome, to), this.#key);
    this.focus(outcome);
  }

  /**
   * @param {Partial<Operation>} changes
   * @param {string} place
   */
  #change(changes, place) {
    if (this.#key) this.#desk.take(change(this.#desk.now(), this.#key, changes), `${this.#key}/${place}`);
  }
}
