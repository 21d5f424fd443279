// One row of a report: the way back, and all that is told of it.

import { COLUMNS } from "../../web/columns.js";
import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { label } from "../label.js";
import { address } from "../router.js";
import { cell } from "./cells.js";

/** @typedef {import("../data.js").Row} Row */

/** @param {string} page */
export function back(page) {
  const link = el("a", { href: address([page]), "data-do": "back" }, `\u2039 ${say(`page.${page}`)}`);
  return el("p", { class: "back" }, link);
}

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
