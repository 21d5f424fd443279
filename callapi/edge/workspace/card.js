// The card of one call: who takes part and hears whom, and what can be done with it now.

import { Refused } from "../web/ask.js";
import { byId, clear, el } from "../web/element.js";
import { isForbidden, words } from "../web/mistake.js";
import { say } from "../web/words.js";
import { ACTIONS, DISCONNECT } from "./actions.js";
import { allowed, corrected, doing, hears } from "../web/call.js";
import { lasted } from "../web/time.js";

/** @typedef {import("../web/call.js").Call} Call */
/** @typedef {import("../web/call.js").Leg} Leg */
/** @typedef {import("./actions.js").Action} Action */
/** @typedef {import("./actions.js").Form} Form */
/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("../web/calls.js").Calls} Calls */

export class Card {
  /** @type {number | null} */
  id = null;
  /** @type {Call | null} */
  #shown = null;
  /** @type {Map<Action, HTMLButtonElement>} */
  #buttons = new Map();
  /** @type {Set<string>} */
  #sent = new Set(); // what is not answered yet, by call and action
  #section = byId("card");
  #calls;
  #account;
  #closed;
  #parts = parts();

  /**
   * @param {Calls} calls
   * @param {() => Account} account
   * @param {() => void} closed
   */
  constructor(calls, account, closed) {
    this.#calls = calls;
    this.#account = account;
    this.#closed = closed;
    this.empty();
  }

  empty() {
    this.id = null;
    this.#shown = null;
    const title = el("h2", { id: "card-title", class: "quiet" }, say("card.none"));
    clear(this.#section).append(title);
  }

  /** @param {number} id */
  open(id) {
    this.id = id;
    this.#shown = null;
    this.#build();
    this.draw();
  }

  focus() {
    this.#section.focus();
    this.#section.scrollIntoView({ block: "nearest" });
  }

  // The call as it is now; what does not change is left alone, the focus with it.
  draw() {
    if (this.id === null) return;
    const call = this.#calls.find(this.id);
    if (!call) {
      if (this.#shown) this.#over();
      return;
    }
    if (this.#shown && this.#shown.state !== call.state) tell(say(`state.${call.state}`));
    this.#shown = call;
    this.#fill(call);
    this.tick();
  }

  tick() {
    if (!this.#shown) return;
    const { startedAt, since } = this.#shown;
    const total = lasted(startedAt);
    this.#parts.time.textContent = since === null ? total : lasted(since);
    this.#parts.total.textContent = since === null ? "" : say("card.total", { time: total });
  }

  /** @param {Action} action */
  act(action) {
    const call = this.#shown;
    if (!call || !this.#may(call, action.method)) return;
    const send = (/** @type {Record<string, any>} */ more) => { this.#send(action, more); };
    if (action.form) this.#ask(action, action.form(this.#account(), call, send));
    else this.#once(action, {});
  }

  // To the button that hangs up a party, so that nobody is hung up by a slip.
  /** @param {number} place */
  focusLeg(place) {
    const leg = this.#parts.legs.children[place - 1];
    if (leg instanceof HTMLElement) focusIn(leg, "button");
  }

  #build() {
    this.#parts = parts();
    this.#buttons.clear();
    const it = this.#parts;
    const close = el("button", { type: "button", class: "close", "aria-label": say("card.close") }, "×");
    close.addEventListener("click", () => this.#close());
    for (const action of ACTIONS) {
      const button = el("button", {
        type: "button", "aria-keyshortcuts": action.key, class: action.name,
      }, say(`do.${action.name}`), " ", el("kbd", {}, action.key));
      button.addEventListener("click", () => this.act(action));
      this.#buttons.set(action, button);
    }
    const actions = el("div", { class: "actions", role: "group", "aria-label": say("card.actions") },
      ...this.#buttons.values());
    clear(this.#section).append(
      el("div", { class: "head" }, it.title, close), it.via,
      el("p", { class: "now" }, it.state, " ", it.time, " ", it.total),
      it.marks, it.legs, actions, it.form, it.said,
    );
  }

  /** @param {Call} call */
  #fill(call) {
    const it = this.#parts;
    const name = call.contactName ?? this.#account().nameOf(call.contact);
    it.title.textContent = name ?? call.contact;
    it.via.textContent = [name ? call.contact : "", say(`calls.${call.direction}`),
      say("card.via", { number: call.virtualNumber })].filter(Boolean).join(" · ");
    it.state.textContent = say(`state.${call.state}`);
    it.state.dataset.state = call.state;
    redraw(it.marks, this.#marks(call));
    redraw(it.legs, call.legs.map((leg) => this.#leg(call, leg)));
    this.#enable(call);
  }

  // As far as is known: that a right is lacking is told by a refusal.
  /**
   * @param {Call} call
   * @param {string} method
   */
  #may(call, method) {
    return allowed(call).includes(method) && !this.#account().refused.has(method);
  }

  /** @param {Call} call */
  #enable(call) {
    const held = document.activeElement;
    for (const [action, button] of this.#buttons) {
      button.disabled = !this.#may(call, action.method);
    }
    if (held instanceof HTMLButtonElement && held.disabled) this.#section.focus();
  }

  /** @param {Call} call */
  #marks(call) {
    const colours = new Map(this.#account().tags.map((it) => [it.id, it.color]));
    const tags = call.tags.map((it) => {
      const tag = el("li", { class: "tag" }, it.name);
      tag.style.setProperty("--own", colours.get(it.id) ?? "");
      return tag;
    });
    if (call.recorded) tags.unshift(el("li", { class: "recording" }, say("card.recording")));
    if (call.blocked) tags.unshift(el("li", { class: "blocked" }, say("card.blocked")));
    return tags;
  }

  /**
   * @param {Call} call
   * @param {Leg} leg
   */
  #leg(call, leg) {
    const name = this.#nameOf(call, leg);
    const end = el("button", {
      type: "button", class: "end", "aria-label": say("do.leg", { name }),
      "aria-keyshortcuts": call.legs.indexOf(leg) + 1,
    }, "×");
    end.disabled = leg.leaving || !this.#may(call, DISCONNECT.method);
    end.addEventListener("click", () => this.#send(DISCONNECT, { leg_id: leg.id }));
    return el("li", { "data-leg": leg.id, "data-doing": doing(call, leg) },
      el("span", { class: "role" }, say(`role.${leg.role}`)), " ",
      el("span", { class: "name" }, name), " ",
      el("span", { class: "doing" }, say(`leg.${doing(call, leg)}`)), " ",
      el("span", { class: "hears" }, this.#hearing(call, leg)), end);
  }

  /**
   * @param {Call} call
   * @param {Leg} leg
   */
  #hearing(call, leg) {
    if (!leg.answered || leg.leaving) return "";
    const heard = hears(call, leg).map((it) => this.#nameOf(call, it));
    if (heard.length) return say("hears", { names: heard.join(say("and")) });
    const isEntertained = leg.role === "contact" && call.state !== "POST_TALK";
    return say(isEntertained ? "hears.wait" : "hears.nobody");
  }

  /**
   * @param {Call} call
   * @param {Leg} leg
   */
  #nameOf(call, leg) {
    const known = leg.role === "contact"
      ? call.contactName ?? this.#account().nameOf(call.contact) ?? call.contact : leg.name;
    return known ?? leg.number;
  }

  /**
   * @param {Action} action
   * @param {Form} form
   */
  #ask(action, form) {
    const cancel = el("button", { type: "button" }, say("do.cancel"));
    const made = el("form", { class: "ask", novalidate: "", "aria-label": say(`do.${action.name}`) },
      ...form.parts, el("div", { class: "row buttons" },
        form.read && el("button", { class: "main", type: "submit" }, say(`do.${action.name}`)), cancel));
    const leave = () => { if (made.isConnected) this.#leave(action); }; // it may be another's now
    cancel.addEventListener("click", leave);
    made.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation(); // it closes the form alone, not the card
        leave();
      } else if (event.key === "Enter" && event.target instanceof HTMLSelectElement) {
        event.preventDefault(); // a select alone does not send its form
        made.requestSubmit();
      }
    });
    made.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (await this.#once(action, form.read?.() ?? {})) leave();
    });
    clear(this.#parts.form).append(made);
    focusIn(made, "input, select, button");
  }

  /** @param {Action} action */
  #leave(action) {
    clear(this.#parts.form);
    const button = this.#buttons.get(action);
    if (button && !button.disabled) button.focus();
    else this.#section.focus();
  }

  // A second click while the first is under way is the first.
  /**
   * @param {Action} action
   * @param {Record<string, any>} more
   */
  async #once(action, more) {
    const sent = `${this.id} ${action.name}`;
    if (this.#sent.has(sent)) return false;
    this.#sent.add(sent);
    try {
      return await this.#send(action, more);
    } finally {
      this.#sent.delete(sent);
    }
  }

  // Whether it was done. A refusal tells what is true, and the buttons follow.
  /**
   * @param {Action} action
   * @param {Record<string, any>} more
   */
  async #send(action, more) {
    const call = this.#shown;
    if (!call) return false;
    const said = this.#parts.said;
    said.textContent = "";
    try {
      await action.run({ call_session_id: call.id, ...more });
      const now = this.#calls.find(call.id);
      if (now && action.known) this.#calls.put(action.known(now, more));
      tell(say(`done.${action.name}`));
      return true;
    } catch (failure) {
      said.textContent = words(failure);
      if (isForbidden(failure)) this.#account().refused.add(action.method);
      if (failure instanceof Refused) this.#correct(call.id, failure);
      this.draw();
      return false;
    }
  }

  /**
   * @param {number} id
   * @param {Refused} refused
   */
  #correct(id, refused) {
    const call = this.#calls.find(id);
    if (!call) return;
    const { state, allowed_methods: methods } = refused.params;
    if (refused.mnemonic === "invalid_state") this.#calls.put(corrected(call, state, methods));
    else if (refused.mnemonic === "record_already_started") this.#calls.put({ ...call, recorded: true });
    else if (refused.mnemonic === "record_already_stopped") this.#calls.put({ ...call, recorded: false });
  }

  #over() {
    this.empty();
    byId("card-title").textContent = say("card.over");
    tell(say("card.over"));
    this.#closed();
  }

  #close() {
    this.empty();
    this.#closed();
  }
}

function parts() {
  return {
    title: el("h2", { id: "card-title" }), via: el("p", { class: "quiet" }),
    state: el("strong", { class: "state" }), time: el("span", { class: "time", role: "timer" }),
    total: el("span", { class: "quiet" }), marks: el("ul", { class: "marks", "aria-label": say("card.tags") }),
    legs: el("ul", { class: "legs", "aria-label": say("card.parties") }), form: el("div", {}), said: el("p", { role: "alert" }),
  };
}

// Said to those who hear the page.
/** @param {string} text */
export function tell(text) {
  byId("said").textContent = text;
}

/** @type {WeakMap<HTMLElement, string>} */
const drawn = new WeakMap();

// Only when something has changed; whoever was on a button of an item stays on it.
/**
 * @param {HTMLElement} list
 * @param {HTMLElement[]} items
 */
function redraw(list, items) {
  const text = items.map((it) => it.outerHTML).join("");
  if (drawn.get(list) === text) return;
  drawn.set(list, text);
  const held = list.contains(document.activeElement)
    ? document.activeElement?.closest("li")?.dataset.leg : undefined;
  list.replaceChildren(...items);
  if (held) focusIn(list, `[data-leg="${held}"] button`);
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 */
function focusIn(root, selector) {
  const found = root.querySelector(selector);
  if (found instanceof HTMLElement) found.focus();
}
