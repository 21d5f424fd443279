// Virtual numbers, and what happens to a call of each.

import { each } from "../data.js";
import { resource } from "../resource.js";
import { rulesOf } from "../rules.js";
import { listed } from "../value.js";

/** @typedef {import("../data.js").Row} Row */

export default resource({
  id: "numbers",
  unit: "number_management",
  methods: {
    list: "get.virtual_numbers", make: "enable.virtual_numbers", change: "update.virtual_numbers",
    remove: "disable.virtual_numbers",
  },
  columns: [
    { name: "virtual_phone_number" },
    { name: "name" },
    { name: "status" },
    { name: "scenarios", show: (row) => scenarios(row) },
    { name: "comment" },
    { name: "activation_date" },
  ],
  search: ["virtual_phone_number", "name", "comment"],
  filters: [{ name: "status", values: ["active", "manual_lock"] }, { name: "category" }],
  sort: "name",
  fields: [
    { name: "virtual_phone_number", kind: "pick", of: "free_numbers", need: true, on: "make" },
    { name: "name", on: "change" },
    { name: "comment", kind: "area", on: "change" },
    { name: "redirection_phone_number", kind: "phone", on: "change" },
    { name: "status", kind: "choice", values: ["active", "manual_lock"], need: true, on: "change" },
  ],
  named: (row) => row.virtual_phone_number,
  gone: (row) => ({ virtual_phone_number: row.virtual_phone_number }),
  about: (row) => [rulesOf(row)],
});

/** @param {Row} row */
function scenarios(row) {
  /** @type {Row[]} */
  const all = row.scenarios;
  return listed(each(all.filter((it) => it.is_active), "scenario_name"));
}
