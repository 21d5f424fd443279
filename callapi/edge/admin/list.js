// A list of a resource: sorted, searched and cut into pages by the server, so that it does not
// matter how long it is. What is seen of it stands in the address.

import { clear, el } from "../web/element.js";
import { words } from "../web/mistake.js";
import { COLUMNS } from "../web/columns.js";
import { say } from "../web/words.js";
import { ask, joined } from "./data.js";
import { finder, matches, narrower } from "./find.js";
import { pager, partOf } from "./pager.js";
import { address, rename } from "./router.js";
import { orderOf, table } from "./table.js";

/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./data.js").Method} Method */
/** @typedef {import("../web/element.js").Child} Child */
/**
 * A column: how a value is shown, where `show` is not given, follows from its kind; `needs` are
 * further fields of the row that `show` reads.
 * @typedef {{name: string, show?: (row: Row) => Child, needs?: string[], kind?: string}} Column
 */
/**
 * A thing that can be searched in; what is no string is asked for with `ask`.
 * @typedef {string | {name: string, ask: (text: string) => Row | null}} Search
 */
/**
 * What a list is made of. `params` are the method's own; `open` is where a row leads to;
 * `actions` are its buttons.
 * @typedef {{page: string, method: Method, columns: Column[], search?: Search[],
 *   filters?: import("./find.js").Narrow[], sort?: string, key?: string,
 *   params?: () => Row, open?: (row: Row) => string | null,
 *   actions?: (row: Row, list: List) => HTMLElement[], before?: Child[]}} Told
 */

export class List {
  element = el("section", { class: "list" });
  #told;
  #known;
  #tools;
  #place = el("div", { class: "rows", "aria-live": "off" });
  #read = el("p", { role: "status", class: "unseen" }); // lasts, or it would not be read out
  #asked = 0;
  /** @type {Row[]} */
  rows = [];

  /**
   * @param {Told} told
   * @param {URLSearchParams} query
   */
  constructor(told, query) {
    this.#told = told;
    this.#known = COLUMNS[told.method] ?? {};
    this.query = new URLSearchParams(query);
    this.#tools = el("div", { class: "tools-row" },
      ...(told.search?.length ? [finder(this.query.get("q") ?? "", (it) => this.#turn("q", it))] : []),
      ...(told.filters ?? []).map((it) => narrower(it, this.#known[it.name], told.page,
        this.query.get(it.name) ?? "", (value) => this.#turn(it.name, value))),
      ...(told.before ?? []));
    this.element.append(this.#tools, this.#read, this.#place);
  }

  // What is asked for now; also for whoever wants more of the same, as a file.
  params() {
    const { columns, params, key = "id" } = this.#told;
    const fields = [...new Set([key, ...columns.flatMap((it) => [it.name, ...(it.needs ?? [])])])];
    const { size, at } = partOf(this.query);
    return {
      ...params?.(), fields: fields.filter((it) => it in this.#known),
      filter: this.#filter(), sort: orderOf(this.#sort, this.#known), limit: size, offset: at * size,
    };
  }

  get isNarrowed() {
    const names = ["q", ...(this.#told.filters ?? []).map((it) => it.name)];
    return names.some((it) => this.query.get(it));
  }

  // The newest question counts, whatever is answered first.
  async read() {
    const asked = ++this.#asked;
    this.#place.setAttribute("aria-busy", "true");
    try {
      const { rows, total } = await ask(this.#told.method, this.params());
      if (asked !== this.#asked) return;
      this.rows = rows;
      if (!rows.length && partOf(this.query).at > 0) this.#turn("p", ""); // it has become shorter
      else this.#draw(total);
    } catch (failure) {
      if (asked !== this.#asked) return;
      const again = el("button", { type: "button" }, say("do.again"));
      again.addEventListener("click", () => this.read());
      clear(this.#place).append(el("p", { role: "alert" }, words(failure)), again);
    } finally {
      if (asked === this.#asked) this.#place.removeAttribute("aria-busy");
    }
  }

  /** @param {number} total */
  #draw(total) {
    const focused = document.activeElement instanceof HTMLElement
      && this.#place.contains(document.activeElement) ? document.activeElement.id : "";
    const { size, at } = partOf(this.query);
    const empty = say(this.isNarrowed ? "list.nothing" : "list.empty");
    clear(this.#place).append(
      this.rows.length ? table(this.#view()) : el("p", { class: "quiet empty" }, empty),
      pager(total, at, size, (name, value) => this.#turn(name, value)),
    );
    this.#read.textContent = this.#place.querySelector(".empty, .part")?.textContent ?? "";
    if (focused) document.getElementById(focused)?.focus();
  }

  #view() {
    const { page, columns, open, actions, key = "id" } = this.#told;
    return {
      page, columns, rows: this.rows, known: this.#known, key, open,
      actions: actions && ((/** @type {Row} */ row) => actions(row, this)),
      sort: this.#sort,
      turn: (/** @type {string} */ sort) => this.#turn("sort", sort),
    };
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  #turn(name, value) {
    if (value) this.query.set(name, value);
    else this.query.delete(name);
    if (name !== "p") this.query.delete("p");
    rename(address([this.#told.page], Object.fromEntries(this.query)));
    this.read();
  }

  #filter() {
    const { search = [], filters = [] } = this.#told;
    const text = (this.query.get("q") ?? "").trim();
    const found = text ? [joined(matches(search, text), "or")] : [];
    const chosen = filters.flatMap((it) => {
      const value = this.query.get(it.name);
      if (!value) return [];
      const kind = this.#known[it.name]?.kind;
      const typed = kind === "boolean" ? value === "true" : kind === "number" ? Number(value) : value;
      return [{ field: it.name, operator: "=", value: typed }];
    });
    return joined([...found, ...chosen]);
  }

  get #sort() {
    return this.query.get("sort") ?? this.#told.sort ?? "";
  }
}
