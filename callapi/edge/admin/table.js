// Rows as a table; narrow screens show each row as a card, so every cell knows its column.

import { el } from "../web/element.js";
import { say } from "../web/words.js";
import { move } from "./keys.js";
import { label } from "./label.js";
import { shown } from "./value.js";

/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./list.js").Column} Column */
/**
 * @typedef {{page: string, columns: Column[], rows: Row[], key: string, sort: string,
 *   known: Record<string, import("../web/columns.js").Known>,
 *   open?: (row: Row) => string | null, actions?: (row: Row) => HTMLElement[],
 *   turn: (sort: string) => void}} View
 */

// As methods take it: a column, with - before it the other way round.
/**
 * @param {string} sort
 * @param {View["known"]} known
 */
export function orderOf(sort, known) {
  const field = sort.replace(/^-/, "");
  return known[field]?.sorts ? [{ field, order: sort.startsWith("-") ? "desc" : "asc" }] : [];
}

/** @param {View} view */
export function table(view) {
  const made = el("table", { role: "table" },
    el("caption", { class: "unseen" }, say(`page.${view.page}`)),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" },
      ...view.columns.map((it) => head(it, view)),
      view.actions ? el("th", { role: "columnheader", scope: "col" },
        el("span", { class: "unseen" }, say("list.actions"))) : null)),
    el("tbody", { role: "rowgroup" }, ...view.rows.map((it) => line(it, view))));
  made.addEventListener("keydown", walk);
  made.addEventListener("click", follow);
  return made;
}

/**
 * @param {Column} column
 * @param {View} view
 */
function head(column, view) {
  const text = label(view.page, column.name);
  if (!view.known[column.name]?.sorts) return el("th", { role: "columnheader", scope: "col" }, text);
  const isUp = view.sort === column.name;
  const isDown = view.sort === `-${column.name}`;
  const button = el("button", { type: "button", id: `sort-${column.name}` }, text,
    el("span", { class: "way", "aria-hidden": "true" }, isUp ? "▲" : isDown ? "▼" : ""));
  button.addEventListener("click", () => view.turn(isUp ? `-${column.name}` : column.name));
  const sort = isUp ? "ascending" : isDown ? "descending" : null;
  return el("th", { role: "columnheader", scope: "col", "aria-sort": sort }, button);
}

/**
 * @param {Row} row
 * @param {View} view
 */
function line(row, view) {
  const address = view.open?.(row) ?? null;
  const cells = view.columns.map((column, place) => {
    const kind = column.kind ?? view.known[column.name]?.kind;
    const value = column.show ? column.show(row) : shown(column.name, row[column.name], kind);
    const isFirst = place === 0 && address;
    return el("td", {
      role: "cell", "data-label": label(view.page, column.name),
      class: kind === "number" && column.name !== "id" ? "number" : null,
    }, isFirst ? el("a", { href: address, "data-row": row[view.key] }, inLink(value)) : value);
  });
  const actions = view.actions?.(row);
  return el("tr", { role: "row", class: address ? "opens" : null, "data-id": row[view.key] }, ...cells,
    actions ? el("td", { role: "cell", class: "actions" }, ...actions) : null);
}

// A link does not stand in another.
/** @param {import("../web/element.js").Child} value */
function inLink(value) {
  return value instanceof HTMLAnchorElement ? value.textContent : value;
}

/** @param {KeyboardEvent} event */
function walk(event) {
  const at = event.target;
  if (!(at instanceof HTMLElement) || !at.matches("[data-row]")) return;
  if (event.key === "ArrowDown") move(1);
  else if (event.key === "ArrowUp") move(-1);
  else if (event.key === "Delete") remove(at);
  else return;
  event.preventDefault();
}

// A click anywhere on a row opens it, unless text is being marked.
/** @param {MouseEvent} event */
function follow(event) {
  const at = event.target;
  if (!(at instanceof Element) || at.closest("a, button, input, select, audio, label")) return;
  const link = at.closest("tr.opens")?.querySelector("a[data-row]");
  if (link instanceof HTMLElement && String(getSelection()) === "") link.click();
}

/** @param {HTMLElement} at */
function remove(at) {
  const button = at.closest("tr")?.querySelector("[data-do=delete]");
  if (button instanceof HTMLElement) button.click();
}
