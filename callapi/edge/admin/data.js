// The Data API by names that stand in tables.

import { look } from "../web/ask.js";
import { digits } from "../web/search.js";

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
    const number = digits(text);
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
