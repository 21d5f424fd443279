// Employees: who takes calls, and at which numbers.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { byNumber, each } from "../data.js";
import { resource } from "../resource.js";
import { address } from "../router.js";
import { listed, none } from "../value.js";
import { wayControl } from "../way.js";

/** @typedef {import("../data.js").Row} Row */

const STATUSES = ["available", "break", "do_not_disturb", "not_at_workplace", "not_at_work"];
const RECORDING = ["all", "in", "out", "off"];
const WAYS = ["in_external", "in_internal", "out_external", "out_internal"];

export default resource({
  id: "employees",
  unit: "employees",
  methods: {
    list: "get.employees", make: "create.employees", change: "update.employees",
    remove: "delete.employees",
  },
  columns: [
    { name: "full_name" },
    { name: "status" },
    { name: "extension", show: (row) => row.extension?.extension_phone_number ?? none() },
    { name: "phone_numbers", show: (row) => numbers(row) },
    { name: "groups", show: (row) => listed(each(row.groups, "group_name")) },
    { name: "login" },
    { name: "calls_available" },
  ],
  search: ["full_name", "login", "email", byNumber("phone_numbers", (it) => `#(phone_number = "${it}")`),
    byNumber("extension", (it) => `extension_phone_number = "${it}"`)],
  filters: [{ name: "status" }, { name: "calls_available" }, { name: "call_recording" }],
  sort: "full_name",
  fields: [
    { name: "last_name", need: true, longest: 100, part: "person" },
    { name: "first_name", longest: 100, part: "person" },
    { name: "patronymic", longest: 100, part: "person" },
    { name: "email", kind: "email", part: "person" },
    { name: "phone_numbers", kind: "rows", key: "phone_id", part: "phones", fields: [
      { name: "phone_number", kind: "phone", need: true, longest: 30 },
      { name: "dial_time", kind: "number", least: 1, most: 100, initial: 60 },
      { name: "channels_count", kind: "number", least: 1, most: 150, initial: 1 },
      { name: "status", kind: "choice", values: ["active", "inactive"], need: true },
    ] },
    { name: "extension", kind: "object", key: "extension_phone_number", part: "phones", fields: [
      { name: "extension_phone_number", kind: "phone", longest: 5 },
      { name: "extension_voice_mail_enabled", kind: "flag" },
      { name: "extension_queue_enabled", kind: "flag" },
    ] },
    { name: "groups", kind: "picks", of: "groups", part: "phones",
      from: (row) => each(row.groups, "group_id") },
    { name: "status", kind: "choice", values: STATUSES, initial: "available", part: "work" },
    { name: "schedule_id", kind: "pick", of: "schedules", part: "work" },
    { name: "call_recording", kind: "choice", values: RECORDING, component: "recording", part: "work" },
    ...WAYS.map((it) => ({
      name: `${it}_allowed_call_directions`, make: wayControl, part: "work",
      initial: [it.split("_")[0]],
    })),
    { name: "coach", kind: "object", key: "coach_id", component: "coach", part: "work", fields: [
      { name: "coach_id", kind: "pick", of: "employees" },
      { name: "coach_always_enabled", kind: "flag" },
    ] },
  ],
  named: (row) => row.full_name,
  about: (row) => [el("p", { class: "more" }, el("a", {
    href: address(["lines", "new"], { employee_id: String(row.id) }),
  }, say("employees.line")))],
});

/** @param {Row} row */
function numbers(row) {
  /** @type {Row[]} */
  const all = row.phone_numbers;
  if (!all.length) return none();
  return el("span", { class: "numbers" }, ...all.map((it) =>
    el("span", { class: it.status === "active" ? null : "quiet" }, it.phone_number)));
}
