// One row of a report: all that is told of it.

import { COLUMNS } from "../../web/columns.js";
import { coloured, el } from "../../web/element.js";
import { label } from "../label.js";
import { cell } from "./cells.js";

/** @typedef {import("../data.js").Row} Row */

/**
 * Every column that has a value, but for those that are shown elsewhere.
 * @param {string} page
 * @param {import("../data.js").Method} method
 * @param {Row} row
 * @param {(name: string) => boolean} isElsewhere
 */
export function facts(page, method, row, isElsewhere) {
  const told = Object.entries(COLUMNS[method] ?? {}).filter(([name]) =>
    !isElsewhere(name) && !isEmpty(row[name]));
  return el("dl", { class: "facts" }, ...told.flatMap(([name, { kind }]) =>
    [el("dt", {}, label(page, name)), el("dd", {}, cell(name, row, kind))]));
}

/** @param {any} value */
function isEmpty(value) {
  return value === null || value === undefined || value === ""
    || (Array.isArray(value) && !value.length);
}

/** @param {string | null} text */
export function json(text) {
  return el("pre", { class: "json", tabindex: 0 }, parsed(text ?? ""));
}

/** @param {string} text */
function parsed(text) {
  try {
    return coloured(JSON.parse(text));
  } catch {
    return text; // it was cut, or never was JSON
  }
}
