// The Data API by names that stand in tables.

import { look } from "../web/ask.js";

/** @typedef {keyof import("../web/data_api").DataApi} Method */
/** @typedef {Record<string, any>} Row */
/** @typedef {{rows: any, total: number}} Answer */

/**
 * @param {Method} method
 * @param {Row} params
 * @returns {Promise<Answer>}
 */
export function ask(method, params) {
  return look(/** @type {any} */ (method), params);
}

// Text within a string, in capitals or not: POSIX has no switch for that, so each letter stands
// there twice.
/** @param {string} text */
export function pattern(text) {
  return Array.from(text, (it) => {
    const [low, high] = [it.toLowerCase(), it.toUpperCase()];
    if (low !== high && low.length === 1 && high.length === 1) return `[${low}${high}]`;
    return /[\p{L}\p{N}\s]/u.test(it) ? it : `\\${it}`;
  }).join("");
}

// One field of each.
/**
 * @param {Row[]} rows
 * @param {string} name
 */
export function each(rows, name) {
  return rows.map((it) => it[name]);
}

// A number among others of a row can be found when it is typed whole.
/**
 * @param {string} name
 * @param {(number: string) => string} condition
 */
export function byNumber(name, condition) {
  const find = (/** @type {string} */ text) => {
    const number = text.replace(/[\s()+-]/g, "");
    return /^\d{1,20}$/.test(number)
      ? { field: name, operator: "jsquery", value: condition(number) } : null;
  };
  return { name, ask: find };
}

/**
 * All of these, where there are any.
 * @param {Row[]} filters
 * @param {"and" | "or"} [condition]
 */
export function joined(filters, condition = "and") {
  if (filters.length < 2) return filters[0] ?? {};
  return { filters, condition };
}
