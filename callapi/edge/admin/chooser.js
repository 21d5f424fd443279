// One out of the things of the account: a plain choice where they are few, else a search.

import { clear, el } from "../web/element.js";
import { words } from "../web/mistake.js";
import { FEW, list, named } from "./references.js";

/** @typedef {import("./references.js").Item} Item */

const PAUSE_MS = 250;

export class Chooser {
  element = el("div", { class: "chooser" });
  /** @type {(item: Item | null) => void} */
  onChoose = () => {};
  #of;
  #id;
  #none;
  #name = "";
  /** @type {HTMLSelectElement | HTMLInputElement} */
  #input = el("select", { disabled: "" });
  #list = el("ul", { role: "listbox", hidden: "" });
  /** @type {Item[]} */
  #items = [];
  #at = -1;
  #timer = 0;
  #asked = 0;

  /**
   * @param {string} of
   * @param {string} id
   * @param {any} value
   * @param {string} none
   */
  constructor(of, id, value, none) {
    this.#of = of;
    this.#id = `${id}-choice`;
    this.#none = none;
    this.value = value;
    this.#replace(this.#input);
    this.#load();
  }

  /** @param {string} name */
  set name(name) {
    this.#name = name.replace(/ \*$/, "");
    this.#input.setAttribute("aria-label", this.#name);
    this.#list.setAttribute("aria-label", this.#name);
  }

  focus() {
    this.#input.focus();
  }

  clear() {
    this.value = null;
    this.#input.value = "";
  }

  async #load() {
    try {
      const { items, total } = await list(this.#of, "");
      if (total <= FEW) this.#offer(items);
      else await this.#searched();
    } catch (failure) {
      this.element.append(el("p", { class: "said" }, words(failure)));
    }
  }

  /** @param {HTMLSelectElement | HTMLInputElement} input */
  #replace(input) {
    input.id = this.#id;
    if (this.#name) input.setAttribute("aria-label", this.#name);
    const isFocused = document.activeElement === this.#input;
    this.#input = input;
    clear(this.element).append(input);
    if (isFocused) input.focus();
  }

  /** @param {Item[]} items */
  #offer(items) {
    const isKnown = this.value === null || items.some((it) => it.value === this.value);
    const all = isKnown ? items : [{ value: this.value, text: String(this.value) }, ...items];
    const select = el("select", {}, el("option", { value: "" }, this.#none),
      ...all.map((it) => el("option", { value: it.value }, it.text)));
    select.value = this.value === null ? "" : String(this.value);
    select.addEventListener("change", () =>
      this.#take(all.find((it) => String(it.value) === select.value) ?? null));
    this.#replace(select);
  }

  async #searched() {
    const [known] = this.value === null ? [] : await named(this.#of, [this.value]);
    const input = el("input", {
      role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off",
      "aria-controls": `${this.#id}-list`, placeholder: this.#none, spellcheck: "false", maxlength: 80,
    });
    input.value = known?.text ?? "";
    this.#list.id = `${this.#id}-list`;
    input.addEventListener("input", (event) => { event.stopPropagation(); this.#search(input.value); });
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#leave(input));
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const item = event.target instanceof Element ? event.target.closest("li") : null;
      if (item) this.#choose(Number(item.dataset.place));
    });
    this.#text = input.value;
    this.#replace(input);
    this.element.append(this.#list);
  }

  #text = ""; // of what is chosen

  // What was typed and not chosen is nothing; an emptied field is none.
  /** @param {HTMLInputElement} input */
  #leave(input) {
    this.#show([]);
    clearTimeout(this.#timer);
    if (input.value.trim() === "" && this.value !== null) this.#take(null);
    else if (input.value) input.value = this.#text;
  }

  /** @param {string} text */
  #search(text) {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    this.#timer = window.setTimeout(async () => {
      const { items } = await list(this.#of, text.trim()).catch(() => ({ items: [] }));
      if (asked === this.#asked) this.#show(items.slice(0, 12));
    }, PAUSE_MS);
  }

  /** @param {Item[]} items */
  #show(items) {
    this.#items = items;
    this.#at = -1;
    clear(this.#list).append(...items.map((it, place) => el("li", {
      id: `${this.#id}-${place}`, role: "option", "data-place": place, "aria-selected": "false",
    }, it.text)));
    this.#list.hidden = !items.length;
    this.#input.setAttribute("aria-expanded", String(items.length > 0));
    this.#mark(-1);
  }

  /** @param {number} at */
  #mark(at) {
    this.#at = at;
    [...this.#list.children].forEach((it, place) =>
      it.setAttribute("aria-selected", String(place === at)));
    if (at < 0) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", `${this.#id}-${at}`);
  }

  /** @param {Event} event */
  #key(event) {
    if (!(event instanceof KeyboardEvent)) return;
    const count = this.#items.length;
    if (event.key === "ArrowDown" && !count) this.#search("");
    else if (event.key === "ArrowDown") this.#mark((this.#at + 1) % count);
    else if (event.key === "ArrowUp" && count) this.#mark((this.#at + count) % (count + 1) - 1);
    else if (event.key === "Enter" && this.#at >= 0) this.#choose(this.#at);
    else if (event.key === "Escape" && count) this.#show([]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} place */
  #choose(place) {
    const item = this.#items[place] ?? null;
    this.#show([]);
    this.#input.value = item?.text ?? "";
    this.#take(item);
  }

  /** @param {Item | null} item */
  #take(item) {
    this.value = item?.value ?? null;
    this.#text = item?.text ?? "";
    this.onChoose(item);
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
