// The contact of a new call: typed, dialled with the pad, or found in the address book and
// among the last calls. What the book has beyond what is known here is asked for.

import { clear, el } from "../web/element.js";
import { digits } from "../web/search.js";

/** @typedef {{name: string, number: string, told?: string}} Entry */
/** `last`: those of the last calls. `ask`: what only the server knows.
 * @typedef {{book: () => Entry[], last: () => Entry[],
 *   ask: (text: string) => Promise<Entry[]>}} Source */

const MOST = 8;
const SHORTEST = 2;
const TYPING_MS = 250;

export class ContactInput {
  /** @type {Entry[]} */
  #shown = [];
  #at = -1;
  #typing = 0;
  #input;
  #list;
  #source;

  /**
   * @param {HTMLInputElement} input
   * @param {HTMLUListElement} list
   * @param {Source} source
   */
  constructor(input, list, source) {
    this.#input = input;
    this.#list = list;
    this.#source = source;
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
    clearTimeout(this.#typing);
    const text = this.#input.value.trim();
    if (text.length < SHORTEST) return this.#show([]);
    const known = matching([...this.#source.book(), ...this.#source.last()], text);
    this.#show(known);
    this.#typing = setTimeout(() => this.#ask(text, known), TYPING_MS);
    return undefined;
  }

  /**
   * @param {string} text
   * @param {Entry[]} known
   */
  async #ask(text, known) {
    const more = await this.#source.ask(text);
    const isWanted = this.#input.value.trim() === text && document.activeElement === this.#input;
    if (more.length && isWanted) this.#show([...known, ...more]);
  }

  // Each number once; whoever is chosen stays so.
  /** @param {Entry[]} entries */
  #show(entries) {
    const chosen = this.#shown[this.#at]?.number;
    const numbers = entries.map((it) => it.number);
    this.#shown = entries.filter((it, place) => numbers.indexOf(it.number) === place)
      .slice(0, MOST);
    this.#at = this.#shown.findIndex((it) => it.number === chosen);
    this.#draw();
  }

  #draw() {
    clear(this.#list).append(...this.#shown.map((it, place) => el("li", {
      id: `found-${place}`, role: "option", "data-place": place,
      "aria-selected": String(place === this.#at),
    }, el("span", {}, it.name), " ", el("span", { class: "number" }, it.name === it.number
      ? it.told : [it.number, it.told].filter(Boolean).join(" · ")))));
    const isOpen = this.#shown.length > 0;
    this.#list.hidden = !isOpen;
    this.#input.setAttribute("aria-expanded", String(isOpen));
    if (this.#at >= 0) this.#input.setAttribute("aria-activedescendant", `found-${this.#at}`);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  // The arrow down in an empty field opens the last calls.
  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "ArrowDown" && !this.#input.value) {
      if (!this.#shown.length) this.#show(this.#source.last());
    }
    const count = this.#shown.length;
    if (!count) return;
    if (event.key === "ArrowDown") this.#at = (this.#at + 1) % count;
    else if (event.key === "ArrowUp") this.#at = this.#at > 0 ? this.#at - 1 : count - 1;
    else if (event.key === "Enter" && this.#at >= 0) return this.#chosen(event);
    else if (event.key === "Escape") this.#close();
    else return undefined;
    event.preventDefault();
    return this.#draw();
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
    clearTimeout(this.#typing);
    this.#shown = [];
    this.#at = -1;
    this.#draw();
  }
}

/**
 * @param {Entry[]} entries
 * @param {string} text
 */
function matching(entries, text) {
  const [low, number] = [text.toLowerCase(), digits(text)];
  return entries.filter((it) => it.name.toLowerCase().includes(low) || it.number.includes(number));
}
