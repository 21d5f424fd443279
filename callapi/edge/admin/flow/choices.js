// What settings name by its id: read once for each scenario that is opened.

import { look, Refused } from "../../web/ask.js";

/** @typedef {{id: number, name: string}} Choice */
/** @typedef {Record<string, Choice[]>} Choices */

const MOST = 10_000;
/** @type {Record<string, {method: any, fields: string[], name?: string}>} */
const SOURCES = {
  tags: { method: "get.tags", fields: ["id", "name"] },
  schedules: { method: "get.schedules", fields: ["id", "name"] },
  scenarios: { method: "get.scenarios", fields: ["id", "name"] },
  contact_groups: { method: "get.group_contacts", fields: ["id", "name"] },
  media_files: { method: "get.media_files", fields: ["id", "name"] },
  employee_groups: { method: "get.group_employees", fields: ["id", "name"] },
  employees: { method: "get.employees", fields: ["id", "full_name", "phone_numbers"], name: "full_name" },
};

/** @returns {Promise<Choices>} */
export async function readChoices() {
  const found = await Promise.all(Object.entries(SOURCES).map(async ([kind, source]) => {
    const rows = await allowed(source.method, source.fields);
    return /** @type {const} */ ([kind, rows.map((it) =>
      ({ id: it.id, name: String(it[source.name ?? "name"] ?? it.id), numbers: it.phone_numbers ?? [] }))]);
  }));
  const choices = Object.fromEntries(found);
  const numbers = (choices.employees ?? []).flatMap((it) => it.numbers.map(
    (/** @type {{phone_id: number, phone_number: string}} */ its) =>
      ({ id: its.phone_id, name: `${it.name}, ${its.phone_number}` })));
  return { ...choices, employee_numbers: numbers };
}

/**
 * @param {any} method
 * @param {string[]} fields
 * @returns {Promise<any[]>}
 */
async function allowed(method, fields) {
  try {
    return /** @type {any[]} */ ((await look(method, /** @type {any} */ ({ fields, limit: MOST }))).rows);
  } catch (failure) {
    if (failure instanceof Refused) return []; // then ids are all there is
    throw failure;
  }
}
