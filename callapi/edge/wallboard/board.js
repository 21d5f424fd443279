// What is shown: the tiles and the employees, each changed in its place.

import { byId, clear, el } from "../web/element.js";
import { lasted } from "../web/time.js";
import { say } from "../web/words.js";
import { busy, isWaiting } from "./now.js";

/** @typedef {import("../web/call.js").Call} Call */
/** @typedef {import("./day.js").Day} Day */
/** @typedef {{id: number, name: string}} Employee */
/** @typedef {{item: HTMLElement, number: HTMLElement, beside: HTMLElement}} Tile */
/** @typedef {{item: HTMLElement, doing: HTMLElement, answered: HTMLElement, lost: HTMLElement}} Row */

const TILES = ["now", "waiting", "answered", "lost"];

export class Board {
  /** @type {Map<string, Tile>} */
  #tiles = new Map(TILES.map((it) => [it, tile(it)]));
  /** @type {Map<number, Row>} */
  #rows = new Map();
  #list = byId("employees");
  #page = 1; // the height of as many whole rows as there is room for
  #sizes = new ResizeObserver(() => this.#fit());
  /** @type {Call[]} */
  #calls = [];

  constructor() {
    clear(byId("tiles")).append(...[...this.#tiles.values()].map((it) => it.item));
  }

  /** @param {Employee[]} employees */
  name(employees) {
    this.#rows = new Map(employees.map((it) => [it.id, row(it)]));
    const items = [...this.#rows.values()].map((it) => it.item);
    clear(this.#list).append(...items);
    this.#sizes.disconnect();
    for (const it of [this.#list.parentElement, items[0]]) if (it) this.#sizes.observe(it);
  }

  // Rows that would be cut off are left to the next page.
  #fit() {
    const list = this.#list;
    list.style.maxHeight = "";
    const [first] = list.children;
    if (!first || getComputedStyle(list).overflowY !== "hidden") return;
    const row = first.getBoundingClientRect().height + this.#gap;
    const room = list.getBoundingClientRect().height + this.#gap;
    this.#page = Math.max(1, Math.floor(room / row)) * row;
    list.style.maxHeight = `${this.#page - this.#gap}px`;
  }

  get #gap() {
    return parseFloat(getComputedStyle(this.#list).rowGap);
  }

  /** @param {Call[]} calls */
  drawCalls(calls) {
    this.#calls = calls;
    this.#set("now", calls.length);
    this.tick();
  }

  // Without a day nothing may be known of it.
  /** @param {Day | null} day */
  drawDay(day) {
    this.#set("answered", day?.answered);
    this.#set("lost", day?.lost);
    set(this.#tile("answered").beside, day?.out
      ? say("tile.out", { reached: day.reached, all: day.out }) : "");
    const all = (day?.answered ?? 0) + (day?.lost ?? 0);
    set(this.#tile("lost").beside, day?.lost
      ? say("tile.share", { percent: Math.round(100 * day.lost / all) }) : "");
    for (const [id, { answered, lost, item }] of this.#rows) {
      const count = day?.employees.get(id);
      set(answered, String(count?.answered ?? (day ? 0 : "–")));
      set(lost, String(count?.lost ?? (day ? 0 : "–")));
      item.classList.toggle("has-lost", Boolean(count?.lost));
    }
  }

  // What goes on with time alone.
  tick() {
    const waiting = this.#calls.filter(isWaiting);
    const first = Math.min(...waiting.map((it) => it.startedAt));
    this.#set("waiting", waiting.length);
    set(this.#tile("waiting").beside, waiting.length
      ? say("tile.longest", { time: lasted(first) }) : "");
    this.#tile("waiting").item.classList.toggle("urgent", waiting.length > 0);
    const talking = this.#calls.filter((it) => it.state === "TALK").length;
    set(this.#tile("now").beside, this.#calls.length ? say("tile.talking", { talking }) : "");
    this.#tickEmployees();
  }

  // More employees than there is room for: the next ones.
  turnPage() {
    const { scrollTop, clientHeight, scrollHeight } = this.#list;
    const isEnd = scrollTop + clientHeight >= scrollHeight - 1;
    const next = Math.floor((scrollTop + 1) / this.#page) + 1;
    this.#list.scrollTop = isEnd ? 0 : next * this.#page;
  }

  #tickEmployees() {
    const found = busy(this.#calls);
    for (const [id, { item, doing }] of this.#rows) {
      const it = found.get(id);
      const what = it?.doing ?? "free";
      set(doing, it ? `${say(`does.${what}`)} ${lasted(it.since)}` : say("does.free"));
      if (item.dataset.doing !== what) item.dataset.doing = what;
    }
  }

  /** @param {string} name */
  #tile(name) {
    const found = this.#tiles.get(name);
    if (!found) throw new Error(`no tile ${name}`);
    return found;
  }

  /**
   * @param {string} name
   * @param {number | undefined} value
   */
  #set(name, value) {
    set(this.#tile(name).number, value === undefined ? "–" : String(value));
  }
}

/**
 * @param {string} name
 * @returns {Tile}
 */
function tile(name) {
  const [number, beside] = [el("strong", { class: "number" }, "–"), el("span", { class: "beside" })];
  const label = el("span", { class: "label" }, say(`tile.${name}`));
  const item = el("li", { class: `tile ${name}`, "data-tile": name }, label, " ", number, " ", beside);
  return { item, number, beside };
}

/**
 * @param {Employee} employee
 * @returns {Row}
 */
function row(employee) {
  const part = (/** @type {string} */ name) => el("span", { class: name });
  const [doing, answered, lost] = [part("doing"), part("answered"), part("lost")];
  const hidden = (/** @type {string} */ key) => el("span", { class: "unseen" }, say(key));
  const mark = (/** @type {string} */ sign) =>
    el("span", { class: "mark", "aria-hidden": "true" }, sign);
  const item = el("li", { "data-id": employee.id },
    el("span", { class: "name" }, employee.name), " ", doing, " ",
    el("span", { class: "counts" }, mark("✓"), answered, " ", hidden("employee.answered"), " ", mark("✕"), lost, " ",
      hidden("employee.lost")));
  return { item, doing, answered, lost };
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
