// All that is filtered as a file: read part by part, however much it is.

import { ask, joined } from "../data.js";
import { plain } from "./cells.js";

/** @typedef {import("../data.js").Row} Row */
/**
 * `key`: a column that filters and sorts, by which no row is missed or told twice; without one
 * there is an end at the farthest offset. Where rows share it, far fewer do than are a part.
 * @typedef {{method: import("../data.js").Method, params: Row, fields: string[], key: string | null,
 *   isShared?: boolean}} Asked
 */

const PART = 5_000;
const FARTHEST = 100_000;
const FORMULA = /^[=+\-@\t\r]/;

/**
 * @param {Asked} asked
 * @param {string[]} head
 * @param {(count: number, total: number) => boolean} goesOn told of each part; false ends it
 * @returns {Promise<Blob | null>}
 */
export async function csv(asked, head, goesOn) {
  /** @type {Blob[]} */
  const parts = [new Blob([`\ufeff${line(head)}`])];
  for await (const { rows, count, total } of rowsOf(asked)) {
    parts.push(new Blob(rows.map((row) => line(asked.fields.map((it) => plain(it, row[it]))))));
    if (!goesOn(count, total)) return null;
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

/**
 * Every row, part by part.
 * @param {Asked} asked
 * @param {number} [part] so many at once
 * @returns {AsyncGenerator<{rows: Row[], count: number, total: number}>}
 */
export async function* rowsOf({ method, params, fields, key, isShared }, part = PART) {
  let [count, total] = [0, 0];
  /** @type {any} */
  let last = null;
  for (;;) {
    const more = key && last !== null ? [{ field: key, operator: ">", value: last }] : [];
    const own = Object.keys(params.filter ?? {}).length ? [params.filter] : [];
    const { rows: found, total: left } = await ask(method, {
      ...params, fields: key && !fields.includes(key) ? [...fields, key] : fields, limit: part,
      ...(key ? { filter: joined([...own, ...more]), sort: [{ field: key, order: "asc" }] }
        : { offset: count }),
    });
    if (last === null) total = Math.max(total, left);
    const isLast = found.length < part;
    const rows = key && isShared && !isLast ? withoutLast(found, key) : found;
    count += rows.length;
    last = key ? rows.at(-1)?.[key] ?? last : null;
    yield { rows, count, total };
    if (isLast || (!key && count > FARTHEST)) return;
  }
}

// The part may have been cut among those that share its last key: they come with the next.
/**
 * @param {Row[]} rows
 * @param {string} key
 */
function withoutLast(rows, key) {
  const last = rows.at(-1)?.[key];
  return rows.filter((it) => it[key] !== last);
}

/** @param {(string | number)[]} values */
function line(values) {
  return `${values.map(quoted).join(",")}\r\n`;
}

// A text that a spreadsheet would take for a formula is marked as text.
/** @param {string | number} value */
export function quoted(value) {
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(safe) || safe !== value ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
export function keep(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
