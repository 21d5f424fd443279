// The live list: a row for each call, which is changed in its place.

import { byId, el } from "../web/element.js";
import { say } from "../web/words.js";
import { lasted } from "../web/time.js";

/** @typedef {import("../web/call.js").Call} Call */
/** @typedef {import("../web/calls.js").Calls} Calls */
/** @typedef {import("./account.js").Account} Account */
/** @typedef {{item: HTMLLIElement, button: HTMLButtonElement, who: HTMLElement, via: HTMLElement,
 *   state: HTMLElement, time: HTMLElement, call: Call}} Row */

export class List {
  /** @type {Map<number, Row>} */
  #rows = new Map();
  /** @type {number | null} */
  #selected = null;
  #list = byId("calls", HTMLUListElement);
  #mine = byId("mine", HTMLInputElement);
  #calls;
  #account;
  #open;

  /**
   * @param {Calls} calls
   * @param {() => Account} account
   * @param {(id: number) => void} open
   */
  constructor(calls, account, open) {
    this.#calls = calls;
    this.#account = account;
    this.#open = open;
    this.#mine.addEventListener("change", () => this.drawAll());
    this.#list.addEventListener("keydown", (event) => this.#move(event));
  }

  turnMine() {
    this.#mine.click();
  }

  drawAll() {
    this.#rows.clear();
    this.#list.replaceChildren();
    this.draw(this.#calls.all().reverse().map((it) => it.id));
  }

  /** @param {Iterable<number>} changed */
  draw(changed) {
    for (const id of changed) this.#drawOne(id);
    byId("count").textContent = String(this.#rows.size);
    const none = byId("none");
    none.hidden = this.#rows.size > 0;
    none.textContent = say(this.#calls.isThere ? "calls.none" : "calls.wait");
  }

  tick() {
    for (const { time, call } of this.#rows.values()) time.textContent = lasted(call.startedAt);
  }

  /** @param {number | null} id */
  select(id) {
    this.#selected = id;
    for (const [own, { button }] of this.#rows) {
      if (own === id) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  // The call that is `by` rows below this one; without one the first.
  /**
   * @param {number | null} id
   * @param {number} by
   */
  beside(id, by) {
    const ids = [...this.#list.children].map((it) => Number(it.getAttribute("data-id")));
    const at = id === null ? -1 : ids.indexOf(id);
    if (at < 0) return ids[0] ?? null;
    return ids[Math.min(Math.max(at + by, 0), ids.length - 1)] ?? null;
  }

  /** @param {number} id */
  #drawOne(id) {
    const call = this.#calls.find(id);
    const isWanted = call && (!this.#mine.checked || this.#account().isMine(call));
    if (!isWanted) {
      this.#rows.get(id)?.item.remove();
      this.#rows.delete(id);
      return;
    }
    const row = this.#rows.get(id) ?? this.#add(call);
    row.call = call;
    fill(row, this.#account());
  }

  /**
   * @param {Call} call
   * @returns {Row}
   */
  #add(call) {
    const part = (/** @type {string} */ name) => el("span", { class: name });
    const [who, via, state, time] = [part("who"), part("via"), part("state"), part("time")];
    const button = el("button", { type: "button", class: "call" }, who, " ", time, " ", via, " ", state);
    button.addEventListener("click", () => this.#open(call.id));
    const item = el("li", { "data-id": call.id }, button);
    const row = { item, button, who, via, state, time, call };
    const older = [...this.#list.children].find((it) => this.#isOlder(it, call));
    this.#list.insertBefore(item, older ?? null);
    this.#rows.set(call.id, row);
    if (call.id === this.#selected) button.setAttribute("aria-current", "true");
    return row;
  }

  /**
   * @param {Element} item
   * @param {Call} call
   */
  #isOlder(item, call) {
    const other = this.#rows.get(Number(item.getAttribute("data-id")))?.call;
    if (!other) return false;
    return other.startedAt < call.startedAt
      || (other.startedAt === call.startedAt && other.id < call.id);
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const item = event.target instanceof Element ? event.target.closest("li") : null;
    if (!by || !item) return;
    event.preventDefault();
    const next = by > 0 ? item.nextElementSibling : item.previousElementSibling;
    next?.querySelector("button")?.focus();
  }
}

/**
 * @param {Row} row
 * @param {Account} account
 */
function fill(row, account) {
  const call = row.call;
  const employees = call.legs.filter((it) => it.role === "operator" && it.name && !it.leaving);
  set(row.who, call.contactName ?? account.nameOf(call.contact) ?? call.contact);
  const names = employees.map((it) => it.name).join(", ");
  set(row.via, `${say(`calls.${call.direction}`)} ${names || call.virtualNumber}`);
  set(row.state, say(`state.${call.state}`));
  set(row.time, lasted(call.startedAt));
  row.button.dataset.state = call.state;
  row.button.classList.toggle("mine", account.isMine(call));
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
