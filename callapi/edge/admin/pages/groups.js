// Groups of employees; their numbers are called in an order of their own.

import { say } from "../../web/words.js";
import { ask, each } from "../data.js";
import { Form } from "../form.js";
import { resource } from "../resource.js";
import { tell } from "../told.js";
import { count } from "../value.js";

/** @typedef {import("../data.js").Row} Row */

export default resource({
  id: "groups",
  unit: "employees",
  methods: {
    list: "get.group_employees", make: "create.group_employees", change: "update.group_employees",
    remove: "delete.group_employees",
  },
  columns: [
    { name: "name" },
    { name: "group_phone_number" },
    { name: "members", kind: "number", show: (row) => count(row.members.length) },
    { name: "queue_enabled" },
    { name: "channels_count" },
  ],
  search: ["name", "group_phone_number"],
  filters: [{ name: "queue_enabled" }],
  sort: "name",
  fields: [
    { name: "name", need: true },
    { name: "members", kind: "picks", of: "employees",
      from: (row) => each(row.members, "employee_id") },
    { name: "group_phone_number", kind: "phone", longest: 5 },
    { name: "channels_count", kind: "number", least: 1, most: 199, initial: 1 },
    { name: "queue_enabled", kind: "flag" },
    { name: "schedule_id", kind: "pick", of: "schedules" },
  ],
  named: (row) => row.name,
  about: (row, again) => (row.phone_numbers.length ? [order(row, again)] : []),
});

/**
 * @param {Row} row
 * @param {() => void} again
 */
function order(row, again) {
  /** @type {Row[]} */
  const numbers = row.phone_numbers.map((/** @type {Row} */ it) =>
    ({ ...it, number: `${it.employee_phone_number} · ${it.employee_full_name}` }));
  return new Form({
    page: "groups", row: { phone_numbers: numbers }, yes: say("groups.order"),
    fields: [{
      name: "phone_numbers", kind: "rows", key: "employee_phone_number_id", closed: true, fields: [
        { name: "number", fixed: true }, { name: "available", kind: "flag" },
      ],
    }],
    save: async ({ phone_numbers: asked }) => {
      if (!asked) return;
      await ask("update.group_employees_numbers", {
        id: row.id,
        phone_numbers: asked.map((/** @type {Row} */ it) =>
          ({ employee_phone_number_id: it.employee_phone_number_id, available: it.available })),
      });
      tell(say("done.save"));
      again();
    },
  });
}
