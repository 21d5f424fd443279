// Calls that are over, newest first; one of them is open and tells the rest.

import { when } from "../web/clock.js";
import { byId, clear, el } from "../web/element.js";
import { isForbidden, words } from "../web/mistake.js";
import { jump, release, STEP_S, turn } from "../web/player.js";
import { ended } from "../web/reasons.js";
import { long } from "../web/time.js";
import { say } from "../web/words.js";
import { tell } from "./card.js";
import { shown } from "./details.js";

/** @typedef {import("./account.js").Account} Account */
/** @typedef {import("./past.js").Past} Past */
/** @typedef {import("../web/events.js").Told} Told */
/** @typedef {import("./past.js").PastCall} PastCall */

const TYPING_MS = 300;

export class History {
  /** @type {Map<number, HTMLLIElement>} */
  #items = new Map();
  #list = byId("past-calls", HTMLUListElement);
  #find = byId("past-find", HTMLInputElement);
  #lost = byId("past-lost", HTMLInputElement);
  #mine = byId("mine", HTMLInputElement);
  #more = byId("past-more", HTMLButtonElement);
  #said = byId("past-said");
  #past;
  #account;
  #call;

  /**
   * @param {Past} past
   * @param {() => Account} account
   * @param {(contact: string, virtualNumber: string) => void} call
   */
  constructor(past, account, call) {
    this.#past = past;
    this.#account = account;
    this.#call = call;
    let typing = 0;
    this.#find.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.read(), TYPING_MS);
    });
    for (const it of [this.#lost, this.#mine]) it.addEventListener("change", () => this.read());
    this.#more.addEventListener("click", () => this.#readMore());
    byId("past").addEventListener("keydown", (event) => this.#move(event));
  }

  // From the server, as it is wanted now.
  async read() {
    await this.#try(async () => {
      const wanted = {
        text: this.#find.value.trim(), isMine: this.#mine.checked, isLost: this.#lost.checked,
      };
      if (await this.#past.read(wanted)) this.draw();
      byId("past").hidden = false;
    });
  }

  /** @param {Extract<Told, {name: "call_session_finished"}>} told */
  add(told) {
    if (this.#past.add(told)) this.draw();
  }

  focus() {
    this.#find.focus();
  }

  turnLost() {
    this.#lost.click();
  }

  draw() {
    const { calls } = this.#past;
    let place = this.#list.firstElementChild;
    const old = new Set(this.#items.keys());
    for (const call of calls) {
      const item = this.#items.get(call.id) ?? this.#add(call);
      old.delete(call.id);
      if (item === place) place = place.nextElementSibling;
      else this.#list.insertBefore(item, place);
    }
    for (const id of old) {
      this.#items.get(id)?.remove();
      this.#items.delete(id);
    }
    this.#more.hidden = !this.#past.hasMore;
    byId("past-none").hidden = calls.length > 0;
  }

  // The call that is meant: the one with the focus, else the one that is open.
  callBack() {
    const item = document.activeElement?.closest("#past-calls li")
      ?? this.#list.querySelector("li:has([aria-expanded=true])");
    const call = this.#past.calls.find((it) => item && this.#items.get(it.id) === item);
    if (call) this.#call(call.contact, call.virtualNumber);
    else tell(say("past.choose"));
  }

  play() {
    const audio = this.#list.querySelector("audio");
    if (audio) turn(audio);
  }

  /** @param {1 | -1} way */
  jump(way) {
    const audio = this.#list.querySelector("audio");
    if (audio) jump(audio, way * STEP_S);
  }

  async #readMore() {
    await this.#try(async () => {
      const last = this.#list.lastElementChild;
      await this.#past.readMore();
      this.draw();
      last?.nextElementSibling?.querySelector("button")?.focus();
    });
  }

  /** @param {() => Promise<void>} act */
  async #try(act) {
    this.#said.textContent = "";
    try {
      await act();
    } catch (failure) {
      if (isForbidden(failure)) byId("past").hidden = true; // he works without it
      else this.#said.textContent = words(failure);
    }
  }

  /** @param {PastCall} call */
  #add(call) {
    const id = `past-${call.id}`;
    const button = el("button", {
      type: "button", class: `call ${call.isLost ? "lost" : ""}`, "aria-expanded": "false",
      "aria-controls": id,
    }, ...summary(call, this.#account()));
    const place = el("div", { id, class: "details", hidden: "" });
    button.addEventListener("click", () => this.#turn(call, button, place));
    const item = el("li", {}, button, place);
    this.#items.set(call.id, item);
    return item;
  }

  // One is open at most: two that play at once are none.
  /**
   * @param {PastCall} call
   * @param {HTMLButtonElement} button
   * @param {HTMLElement} place
   */
  async #turn(call, button, place) {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    for (const other of this.#list.querySelectorAll("[aria-expanded=true]")) {
      other.setAttribute("aria-expanded", "false");
      const its = other.nextElementSibling;
      if (!(its instanceof HTMLElement)) continue;
      release(its);
      clear(its).hidden = true;
    }
    if (isOpen) return;
    button.setAttribute("aria-expanded", "true");
    place.hidden = false;
    await this.#try(async () => {
      const parts = await shown(call, () => this.#call(call.contact, call.virtualNumber));
      if (!place.hidden) clear(place).append(...parts);
    });
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = event.target instanceof HTMLButtonElement || event.target === this.#find;
    if (!by || !at) return;
    event.preventDefault();
    const stops = [this.#find, ...this.#list.querySelectorAll("li > button"), this.#more];
    const place = stops.findIndex((it) => it.contains(document.activeElement));
    const next = place < 0 ? undefined : stops[place + by];
    if (next instanceof HTMLElement) next.focus();
  }
}

/**
 * @param {PastCall} call
 * @param {Account} account
 */
function summary(call, account) {
  const name = call.contactName ?? account.nameOf(call.contact) ?? call.contact;
  const by = [say(`calls.${call.direction}`), call.employee ?? call.operator].filter(Boolean);
  const length = call.isLost ? say("past.lost") : long(call.talked);
  return [
    el("span", { class: "who" }, name), " ",
    el("span", { class: "time" }, when(call.startedAt, account.zone)), " ",
    el("span", { class: "via" }, `${by.join(" ")} · ${ended(call.reason)}`), " ",
    el("span", { class: "state" }, length),
  ];
}
