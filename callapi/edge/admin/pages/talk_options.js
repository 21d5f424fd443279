// What the keys of an employee's telephone do during a talk.

import { resource } from "../resource.js";

/** @typedef {import("../data.js").Row} Row */
/** @typedef {import("../control.js").Field} Field */

const BUTTONS = [..."0123456789#"];
const OPTIONS = [
  "finish_conversation", "tag_call", "record_talk", "transfer_call", "run_scenario", "call_coach",
  "receive_fax", "save_numa",
];

export default resource({
  id: "talk_options",
  unit: "va",
  methods: {
    list: "get.talk_options", make: "create.talk_options", change: "update.talk_options",
    remove: "delete.talk_options",
  },
  columns: [{ name: "button" }, { name: "name" }, { name: "mnemonic" }, { name: "button_value_name" }],
  search: ["button", "name"],
  filters: [{ name: "mnemonic" }],
  sort: "button",
  fields: [
    { name: "button", kind: "choice", values: BUTTONS, need: true },
    { name: "mnemonic", kind: "choice", values: OPTIONS, need: true },
    { name: "name" },
    object("tag_call", "tag_id", "tags", true),
    object("transfer_call", "employee_id", "employees", false),
    object("run_scenario", "scenario_id", "scenarios", true),
    object("save_numa", "contact_group_id", "contact_groups", true),
  ],
  named: (row) => `${row.button} · ${row.name}`,
});

// What an option acts with; the API calls it alike for all.
/**
 * @param {string} mnemonic
 * @param {string} name
 * @param {string} of
 * @param {boolean} need
 * @returns {Field}
 */
function object(mnemonic, name, of, need) {
  return {
    name, param: "button_value_id", kind: "pick", of, need,
    when: (values) => values.mnemonic === mnemonic,
    from: (row) => (row.mnemonic === mnemonic ? row.button_value_id : null),
  };
}
