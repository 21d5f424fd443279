// A scenario is tried: a real call is made with it, and followed step by step. Events say that
// something has happened, get.call_details what; what no event tells is asked for meanwhile.

import { ask, look } from "../../web/ask.js";
import { el } from "../../web/element.js";
import { Stream } from "../../web/events.js";
import { words } from "../../web/mistake.js";
import { digits } from "../../web/search.js";
import { knows, say } from "../../web/words.js";
import { FIELDS, momentList, Trace } from "./trace.js";
import { NUMBERS } from "./operations.js";

/** @typedef {{id: number | null, ids: Map<number, string>, isSaved: boolean}} Saved */
/** @typedef {{saved: () => Saved, draw: (trace: Trace | null) => void,
 *   show: (key: string) => void}} Around */

const FIRST_MS = 700;
const LONGEST_MS = 4_000;
const MOST = 1000;

export class Trial {
  #numbers = el("select", { id: "trial-number" });
  #contact = el("input", {
    id: "trial-contact", list: "trial-numbers", inputmode: "tel", spellcheck: "false",
    autocomplete: "off", maxlength: 20, required: "",
  });
  #first = el("select", { id: "trial-first" },
    ...["contact", "employee"].map((it) => el("option", { value: it }, say(`trial.first.${it}`))));
  #start = el("button", { class: "main", type: "submit" }, say("trial.do"));
  #end = el("button", { type: "button", hidden: "" }, say("trial.end"));
  #said = el("p", { role: "alert" });
  #state = el("p", { role: "status", class: "quiet" });
  #steps = el("div", { class: "trace" });
  /** @type {Stream | null} */
  #stream = null;
  /** @type {Trace | null} */
  #trace = null;
  #call = 0;
  #over = ""; // what is said of the last one
  #timer = 0;
  #wait = FIRST_MS;
  #isReading = false;
  #isAskedAgain = false;
  #around;

  /** @param {Around} around */
  constructor(around) {
    this.#around = around;
    const row = (/** @type {string} */ text, /** @type {HTMLElement} */ control) =>
      el("div", { class: "row" }, el("label", { for: control.id }, say(text)), control);
    const form = el("form", { novalidate: "" },
      row("trial.contact", this.#contact), datalist(), row("trial.number", this.#numbers),
      row("trial.first", this.#first),
      el("div", { class: "buttons" }, this.#start, this.#end), this.#said);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#begin();
    });
    this.#end.addEventListener("click", () => this.#hangUp());
    this.element = el("section", { class: "trial", "aria-labelledby": "trial-title" },
      el("h3", { id: "trial-title", tabindex: -1 }, say("trial.title")), form, this.#state, this.#steps);
  }

  async open() {
    try {
      const { rows } = await look("get.virtual_numbers", {
        fields: ["virtual_phone_number", "name"], limit: MOST,
        filter: { field: "status", operator: "=", value: "active" },
      });
      this.#numbers.replaceChildren(...rows.map((it) => el("option", { value: it.virtual_phone_number },
        [it.virtual_phone_number, it.name].filter(Boolean).join(" "))));
    } catch (failure) {
      this.#said.textContent = words(failure);
    }
    this.check();
  }

  // What is tried is what is saved.
  check() {
    const { id, isSaved } = this.#around.saved();
    const isReady = id !== null && isSaved;
    this.#start.disabled = !isReady || this.#call > 0;
    if (!this.#call) this.#state.textContent = isReady ? this.#over : say("trial.unsaved");
  }

  close() {
    this.#stream?.close();
    this.#stream = null;
    clearTimeout(this.#timer);
    this.#call = 0;
  }

  async #begin() {
    const { id, ids } = this.#around.saved();
    if (id === null) return;
    this.#said.textContent = "";
    this.#start.disabled = true;
    try {
      const { call_session_id: call } = await ask("start.scenario_call", {
        scenario_id: id, contact: digits(this.#contact.value),
        virtual_phone_number: this.#numbers.value,
        first_call: this.#first.value === "employee" ? "employee" : "contact",
      });
      this.#follow(call, new Trace(ids));
    } catch (failure) {
      this.#said.textContent = words(failure);
      this.check();
    }
  }

  /**
   * @param {number} call
   * @param {Trace} trace
   */
  #follow(call, trace) {
    this.close();
    this.#call = call;
    this.#trace = trace;
    this.#end.hidden = false;
    this.#state.textContent = say("trial.runs", { call });
    this.#around.draw(trace);
    this.#stream = new Stream({
      begin: () => this.#read(),
      hear: ({ data }) => {
        if ("call_session_id" in data && data.call_session_id === call) this.#read();
      },
      turn: () => undefined, // what events do not tell is asked for
      fail: () => undefined,
    });
    this.#stream.run();
    this.#later();
  }

  #later() {
    clearTimeout(this.#timer);
    if (this.#call) this.#timer = window.setTimeout(() => this.#read(), this.#wait);
  }

  // One request at a time; what happens meanwhile is asked for again.
  async #read() {
    if (this.#isReading) {
      this.#isAskedAgain = true;
      return;
    }
    const call = this.#call;
    if (!call) return;
    this.#isReading = true;
    try {
      const { rows } = await look("get.call_details", { entity_ids: [call], fields: FIELDS });
      if (call === this.#call && rows[0]) this.#take(rows[0]);
    } catch (failure) {
      this.#said.textContent = words(failure);
      this.#wait = LONGEST_MS;
    } finally {
      this.#isReading = false;
    }
    if (this.#isAskedAgain && this.#call) {
      this.#isAskedAgain = false;
      this.#read();
    } else {
      this.#later();
    }
  }

  /** @param {import("./trace.js").Details} details */
  #take(details) {
    const trace = this.#trace;
    if (!trace) return;
    const isNew = trace.take(details);
    this.#wait = isNew ? FIRST_MS : Math.min(this.#wait * 1.5, LONGEST_MS);
    if (isNew) {
      this.#steps.replaceChildren(momentList(trace.moments, (place) => this.#mark(place)));
      this.#around.draw(trace);
      if (trace.at) this.#around.show(trace.at);
    }
    if (trace.isOver) this.#finish();
  }

  #finish() {
    this.#over = say("trial.over", { call: this.#call });
    this.close();
    this.#end.hidden = true;
    this.#around.draw(this.#trace);
  }

  /** @param {number} place */
  #mark(place) {
    const key = this.#trace?.keys[place];
    if (!key) return null;
    const button = el("button", { type: "button", class: "step" }, String(place + 1));
    button.setAttribute("aria-label", say("trial.show", { number: place + 1 }));
    button.addEventListener("click", () => this.#around.show(key));
    return button;
  }

  async #hangUp() {
    try {
      await ask("release.call", { call_session_id: this.#call });
    } catch (failure) {
      this.#said.textContent = words(failure);
    }
  }
}

// Numbers of the simulated network, by what they do.
function datalist() {
  const shown = Object.entries(NUMBERS).flatMap(([name, number]) => {
    const key = /^presses_(\d|star|hash)$/.exec(name)?.[1];
    if (key) {
      return [{ number, text: say("number.presses", { key: { star: "*", hash: "#" }[key] ?? key }) }];
    }
    return knows(`number.${name}`) ? [{ number, text: say(`number.${name}`) }] : [];
  });
  return el("datalist", { id: "trial-numbers" },
    ...shown.map((it) => el("option", { value: it.number, label: it.text })));
}
