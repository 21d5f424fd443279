// Other things that a field can name: how they are listed, and what they are called.

import { anyCase } from "../web/search.js";
import { ask } from "./data.js";

/** @typedef {import("./data.js").Row} Row */
/** @typedef {{value: any, text: string}} Item */
/**
 * `key` is what a parameter has of it, `text` what people read.
 * @typedef {{method: import("./data.js").Method, text: string, key?: string, more?: string,
 *   sort?: string | null, params?: Row}} Reference
 */

/** @type {Record<string, Reference>} */
export const REFERENCES = {
  employees: { method: "get.employees", text: "full_name" },
  statuses: {
    method: "get.statuses", text: "name", sort: null,
    params: { fields: ["id", "name", "is_select_allowed"] },
  },
  groups: { method: "get.group_employees", text: "name" },
  schedules: { method: "get.schedules", text: "name" },
  tags: { method: "get.tags", text: "name" },
  scenarios: { method: "get.scenarios", text: "name" },
  media: { method: "get.media_files", text: "name" },
  contacts: { method: "get.contacts", text: "full_name" },
  contact_groups: { method: "get.group_contacts", text: "name" },
  organizations: { method: "get.contact_organizations", text: "name" },
  users: { method: "get.users", text: "login" },
  numbers: { method: "get.virtual_numbers", text: "virtual_phone_number", more: "name", sort: null },
  line_numbers: {
    method: "get.sip_line_virtual_numbers", text: "virtual_phone_number",
    key: "virtual_phone_number", sort: null,
  },
  free_numbers: {
    method: "get.available_virtual_numbers", text: "phone_number", key: "phone_number",
    more: "location_name",
  },
};
export const FEW = 100; // no more are offered at once

/**
 * Those with the text in their name, and how many there are.
 * @param {string} of
 * @param {string} text
 * @returns {Promise<{items: Item[], total: number}>}
 */
export async function list(of, text) {
  const told = reference(of);
  const filter = text ? { field: told.text, operator: "regexp", value: anyCase(text) } : {};
  const { rows, total } = await ask(told.method, { ...params(told), filter, limit: FEW });
  return { items: rows.map((/** @type {Row} */ it) => item(told, it)), total };
}

/**
 * What these are called.
 * @param {string} of
 * @param {any[]} keys
 * @returns {Promise<Item[]>}
 */
export async function named(of, keys) {
  const told = reference(of);
  if (!keys.length) return [];
  const filter = { field: told.key ?? "id", operator: "in", value: keys };
  const { rows } = await ask(told.method, { ...params(told), filter, limit: keys.length });
  const found = rows.map((/** @type {Row} */ it) => item(told, it));
  return keys.map((key) => found.find((/** @type {Item} */ it) => it.value === key)
    ?? { value: key, text: String(key) });
}

/** @param {string} of */
function reference(of) {
  const told = REFERENCES[of];
  if (!told) throw new Error(`no reference ${of}`);
  return told;
}

/** @param {Reference} told */
function params({ key = "id", text, more, sort = text, params: own }) {
  return {
    fields: [...new Set([key, text, ...(more ? [more] : [])])],
    ...(sort ? { sort: [{ field: sort }] } : {}), ...own,
  };
}

/**
 * @param {Reference} told
 * @param {Row} row
 * @returns {Item}
 */
function item({ key = "id", text, more }, row) {
  const second = more && row[more];
  return { value: row[key], text: second ? `${row[text]} · ${second}` : String(row[text]) };
}
