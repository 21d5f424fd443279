// The contact of a new call: typed, dialled with the pad, or found in the address book.

import { clear, el } from "../web/element.js";

/** @typedef {{name: string, number: string}} Entry */

const MOST = 8;

// What a number is made of, of all that people write into one.
/** @param {string} text */
export function digits(text) {
  return /^[\d\s()+./-]+$/.test(text) ? text.replace(/\D/g, "") : text.trim();
}

export class ContactInput {
  /** @type {Entry[]} */
  #shown = [];
  #at = -1;
  #input;
  #list;
  #entries;

  /**
   * @param {HTMLInputElement} input
   * @param {HTMLUListElement} list
   * @param {() => Entry[]} entries
   */
  constructor(input, list, entries) {
    this.#input = input;
    this.#list = list;
    this.#entries = entries;
    input.addEventListener("input", () => this.#search());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#close());
    list.addEventListener("pointerdown", (event) => {
      const item = event.target instanceof Element ? event.target.closest("li") : null;
      event.preventDefault(); // the input keeps the focus
      if (item) this.#take(Number(item.dataset.place));
    });
  }

  get number() {
    return digits(this.#input.value);
  }

  /** @param {string} number */
  fill(number) {
    this.#input.value = number;
    this.#close();
  }

  #search() {
    const text = this.#input.value.trim().toLowerCase();
    const number = digits(text);
    this.#shown = text.length < 2 ? [] : this.#entries()
      .filter((it) => it.name.toLowerCase().includes(text) || it.number.includes(number))
      .slice(0, MOST);
    this.#at = -1;
    this.#show();
  }

  #show() {
    clear(this.#list).append(...this.#shown.map((it, place) => el("li", {
      id: `found-${place}`, role: "option", "data-place": place,
      "aria-selected": String(place === this.#at),
    }, el("span", {}, it.name), " ", el("span", { class: "number" }, it.number))));
    const isOpen = this.#shown.length > 0;
    this.#list.hidden = !isOpen;
    this.#input.setAttribute("aria-expanded", String(isOpen));
    if (this.#at >= 0) this.#input.setAttribute("aria-activedescendant", `found-${this.#at}`);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const count = this.#shown.length;
    if (!count) return;
    if (event.key === "ArrowDown") this.#at = (this.#at + 1) % count;
    else if (event.key === "ArrowUp") this.#at = (this.#at + count - 1) % count;
    else if (event.key === "Enter" && this.#at >= 0) return this.#chosen(event);
    else if (event.key === "Escape") return this.#close();
    else return undefined;
    event.preventDefault();
    return this.#show();
  }

  /** @param {KeyboardEvent} event */
  #chosen(event) {
    event.preventDefault();
    this.#take(this.#at);
  }

  /** @param {number} place */
  #take(place) {
    const entry = this.#shown[place];
    if (entry) this.fill(entry.number);
  }

  #close() {
    this.#shown = [];
    this.#at = -1;
    this.#show();
  }
}
