// A report: a time, conditions, columns to choose, and all of it as a file. What is seen of it
// stands in the address.

import { Refused } from "../../web/ask.js";
import { COLUMNS } from "../../web/columns.js";
import { clear, el } from "../../web/element.js";
import { words } from "../../web/mistake.js";
import { say } from "../../web/words.js";
import { ask, joined } from "../data.js";
import { label } from "../label.js";
import { pager, partOf } from "../pager.js";
import { address, rename } from "../router.js";
import { orderOf, table } from "../table.js";
import { count } from "../value.js";
import { cell } from "./cells.js";
import { csv, keep } from "./csv.js";
import { conditionRows, filterOf, readConditions } from "./filters.js";
import { rangeFields, span } from "./range.js";

/** @typedef {import("../data.js").Row} Row */
/** @typedef {import("../data.js").Method} Method */
/**
 * `shown` are the columns at first; `key` is what a row is known by; `pageKey` what a file is
 * cut by, which rows may share; `needs`: what `open` reads besides; `quick`: a column asked for
 * in a field of its own; `range` is the time at first.
 * @typedef {{page: string, method: Method, shown: string[], key: string, pageKey: string | null,
 *   isShared?: boolean, needs?: string[], sort: string, range: string, quick?: string, params?: (query: URLSearchParams) => Row,
 *   ticks?: {name: string}[], open?: (row: Row) => string,
 *   actions?: (row: Row, report: Report) => HTMLElement[],
 *   read?: (asked: Row) => void}} Told
 */

const QUICK_RANGE = "quarter";

export class Report {
  element = el("section", { class: "report" });
  #told;
  #known;
  #tools = el("div", { class: "report-tools" });
  #place = el("div", { class: "rows" });
  #asked = 0;
  #isWriting = false;

  /**
   * @param {Told} told
   * @param {URLSearchParams} query
   */
  constructor(told, query) {
    this.#told = told;
    this.#known = COLUMNS[told.method] ?? {};
    this.query = new URLSearchParams(query);
    this.element.append(this.#tools, this.#place);
    this.#drawTools();
  }

  get columns() {
    const asked = this.query.get("columns")?.split(",") ?? [];
    const chosen = asked.filter((it) => Object.hasOwn(this.#known, it));
    return chosen.length ? chosen : this.#told.shown;
  }

  // What is asked about, whichever part of it is seen.
  asked() {
    const conditions = readConditions(this.query.get("filter"), this.#known);
    return {
      ...span(this.query, this.#told.range), ...this.#told.params?.(this.query),
      filter: joined(conditions.map((it) => filterOf(it, this.#known))),
    };
  }

  async read() {
    const asked = ++this.#asked;
    const { key, needs = [], method, read } = this.#told;
    const { size, at } = partOf(this.query);
    this.#place.setAttribute("aria-busy", "true");
    read?.(this.asked());
    try {
      const { rows, total } = await ask(method, {
        ...this.asked(), fields: [...new Set([key, ...needs, ...this.columns])],
        sort: orderOf(this.#sort, this.#known), limit: size, offset: at * size,
      });
      if (asked !== this.#asked) return;
      if (!rows.length && at > 0) this.turn({ p: "" });
      else this.#draw(rows, total);
    } catch (failure) {
      if (asked === this.#asked) this.#fail(failure);
    } finally {
      if (asked === this.#asked) this.#place.removeAttribute("aria-busy");
    }
  }

  /** @param {Record<string, string>} changes */
  turn(changes) {
    for (const [name, value] of Object.entries(changes)) {
      if (value) this.query.set(name, value);
      else this.query.delete(name);
    }
    if (!("p" in changes)) this.query.delete("p");
    rename(address([this.#told.page], Object.fromEntries(this.query)));
    this.read();
  }

  get #sort() {
    return this.query.get("sort") ?? this.#told.sort;
  }

  #drawTools() {
    const { page, range, quick, ticks = [] } = this.#told;
    const conditions = el("div", { class: "conditions-place" });
    conditions.hidden = !Object.values(this.#known).some((it) => it.filters);
    const draw = () => conditions.replaceChildren(...conditionRows(
      { page, known: this.#known }, readConditions(this.query.get("filter"), this.#known),
      (now) => { this.turn({ filter: now.length ? JSON.stringify(now) : "" }); draw(); }));
    draw();
    const redraw = (/** @type {Record<string, string>} */ changes) => {
      this.turn(changes);
      this.#drawTools();
    };
    clear(this.#tools).append(
      el("div", { class: "first" },
        rangeFields(this.query, range, (changes) => this.turn(changes)),
        quick ? this.#quick(quick, redraw) : null,
        ...ticks.map(({ name }) => this.#tick(name)),
        el("div", { class: "buttons end" }, this.#chooser(), this.#writer())),
      conditions);
  }

  /**
   * One column by its value, in as long a time as may be asked about.
   * @param {string} name
   * @param {(changes: Record<string, string>) => void} turn
   */
  #quick(name, turn) {
    const text = label(this.#told.page, name);
    const input = el("input", {
      type: "search", inputmode: "numeric", "aria-label": text, placeholder: text, "aria-keyshortcuts": "/",
      maxlength: 20, class: "quick",
    });
    const known = readConditions(this.query.get("filter"), this.#known)
      .find((it) => it[0] === name && it[1] === "=");
    input.value = String(known?.[2] ?? "");
    input.addEventListener("change", () => {
      const others = readConditions(this.query.get("filter"), this.#known).filter((it) => it[0] !== name);
      const value = input.value.replace(/\D/g, "");
      const all = value ? [[name, "=", value], ...others] : others;
      turn({
        filter: all.length ? JSON.stringify(all) : "",
        ...(value && !this.query.has("from") ? { range: QUICK_RANGE } : {}),
      });
    });
    return input;
  }

  /** @param {string} name */
  #tick(name) {
    const input = el("input", { type: "checkbox" });
    input.checked = this.query.has(name);
    input.addEventListener("change", () => this.turn({ [name]: input.checked ? "yes" : "" }));
    return el("label", { class: "tick" }, input, " ", say(`${this.#told.page}.${name}`));
  }

  #chooser() {
    const draw = () => Object.keys(this.#known).map((name) => {
      const input = el("input", { type: "checkbox", value: name });
      input.checked = this.columns.includes(name);
      input.addEventListener("change", () => {
        const others = this.columns.filter((it) => it !== name);
        const now = input.checked ? [...others, name] : others;
        if (now.length) this.turn({ columns: now.join(",") });
        else input.checked = true;
      });
      return el("label", {}, input, " ", label(this.#told.page, name));
    });
    const text = say("report.columns");
    const boxes = el("div", { class: "boxes", role: "group", "aria-label": text }, ...draw());
    const usual = el("button", { type: "button", class: "quiet-button" }, say("report.usual"));
    usual.addEventListener("click", () => { this.turn({ columns: "" }); boxes.replaceChildren(...draw()); });
    const made = el("details", { class: "chooser-columns" }, el("summary", { class: "button" }, text),
      el("div", { class: "pop" }, usual, boxes));
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      made.open = false;
      made.querySelector("summary")?.focus();
    });
    made.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      if (to instanceof Node && !made.contains(to)) made.open = false;
    });
    return made;
  }

  // Pressed again while it writes, it stops.
  #writer() {
    const button = el("button", { type: "button", "data-do": "csv" }, say("report.csv"));
    button.addEventListener("click", async () => {
      if (this.#isWriting) {
        this.#isWriting = false;
        return;
      }
      this.#isWriting = true;
      try {
        await this.#write((done, total) => {
          button.textContent = say("report.csv.part", { done: count(done), total: count(total) });
          return this.#isWriting && this.element.isConnected;
        });
      } catch (failure) {
        this.#fail(failure);
      }
      this.#isWriting = false;
      button.textContent = say("report.csv");
    });
    return button;
  }

  /** @param {(done: number, total: number) => boolean} goesOn */
  async #write(goesOn) {
    const { method, page, pageKey: key, isShared } = this.#told;
    const fields = this.columns;
    const params = this.asked();
    const head = fields.map((it) => label(page, it));
    const blob = await csv({ method, params, fields, key, isShared }, head, goesOn);
    if (!blob) return;
    const name = `${page} ${params.date_from} - ${params.date_till}.csv`;
    keep(blob, name.replaceAll(":", "."));
  }

  /**
   * @param {Row[]} rows
   * @param {number} total
   */
  #draw(rows, total) {
    const { page, key, open, actions } = this.#told;
    const { size, at } = partOf(this.query);
    const view = {
      page, rows, key, known: this.#known, open,
      columns: this.columns.map((name) => ({
        name,
        show: (/** @type {Row} */ row) =>
          (name === key && open ? String(row[name]) : cell(name, row, this.#known[name]?.kind)),
      })),
      actions: actions && ((/** @type {Row} */ row) => actions(row, this)),
      sort: this.#sort, turn: (/** @type {string} */ to) => this.turn({ sort: to }),
    };
    const region = { class: "wide", tabindex: 0, role: "region", "aria-label": say(`page.${page}`) };
    const focused = this.#place.contains(document.activeElement) ? document.activeElement?.id : "";
    clear(this.#place).append(
      rows.length ? el("div", region, table(view)) : el("p", { class: "quiet empty" }, say("report.none")),
      pager(total, at, size, (name, value) => this.turn({ [name]: value })));
    if (focused) document.getElementById(focused)?.focus();
  }

  /** @param {unknown} failure */
  #fail(failure) {
    const again = el("button", { type: "button" }, say("do.again"));
    again.addEventListener("click", () => this.read());
    const isFilter = failure instanceof Refused && failure.field?.startsWith("filter");
    clear(this.#place).append(
      el("p", { role: "alert" }, isFilter ? `${say("filter")}: ${words(failure)}` : words(failure)), again);
  }
}
