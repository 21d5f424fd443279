// SIP lines: telephones of employees, with their registration.

import { el } from "../../web/element.js";
import { words } from "../../web/mistake.js";
import { say } from "../../web/words.js";
import { may } from "../account.js";
import { confirm } from "../confirm.js";
import { ask } from "../data.js";
import { resource } from "../resource.js";
import { showSecrets } from "../secrets.js";
import { flag } from "../value.js";

/** @typedef {import("../data.js").Row} Row */

export default resource({
  id: "lines",
  unit: "va",
  methods: {
    list: "get.sip_lines", make: "create.sip_lines", change: "update.sip_lines",
    remove: "delete.sip_lines",
  },
  columns: [
    { name: "phone_number" },
    { name: "employee_full_name" },
    { name: "is_registered" },
    { name: "virtual_phone_number" },
    { name: "type" },
    { name: "status" },
    { name: "billing_state" },
    { name: "channels_count" },
  ],
  search: ["phone_number", "employee_full_name", "virtual_phone_number"],
  filters: [{ name: "is_registered" }, { name: "type" }, { name: "billing_state" }],
  sort: "employee_id",
  fields: [
    { name: "employee_id", kind: "pick", of: "employees", need: true },
    { name: "virtual_phone_number", kind: "pick", of: "line_numbers" },
    { name: "billing_state", kind: "choice", values: ["active", "manual_lock"], need: true, on: "change" },
    { name: "channels_count", kind: "number", least: 1, on: "change" },
  ],
  named: (row) => row.phone_number,
  secrets: (data) => secretsOf(data.phone_number, data.password, data.server),
  about: (row) => [registration(row), may("va", "update") ? password(row) : null],
});

/**
 * @param {string} number
 * @param {string} password
 * @param {string} [server]
 * @returns {[string, string][]}
 */
function secretsOf(number, password, server) {
  return [
    ["field.sip_login", number], ["field.password", password],
    ...(server ? [/** @type {[string, string]} */ (["field.server", server])] : []),
  ];
}

/** @param {Row} row */
function registration(row) {
  /** @type {{ip: string, date_time: string}[]} */
  const places = row.ip_addresses ?? [];
  return el("section", {}, el("h3", {}, say("lines.registration")),
    el("p", {}, flag(row.is_registered, say(row.is_registered ? "lines.there" : "lines.gone"))),
    places.length ? el("ul", {}, ...places.map(({ ip, date_time: time }) =>
      el("li", { class: "quiet" }, say("lines.from", { ip, time: time.replace("T", " ") })))) : null);
}

/** @param {Row} row */
function password(row) {
  const said = el("p", { role: "alert" });
  const button = el("button", { type: "button" }, say("lines.password"));
  button.addEventListener("click", async () => {
    said.textContent = "";
    const isSure = await confirm({
      title: say("lines.password"), text: say("lines.password.text"), yes: say("lines.password"),
    });
    if (!isSure) return;
    try {
      const { rows } = await ask("update.sip_line_password", { id: row.id });
      await showSecrets(say("secrets.lines"), secretsOf(row.phone_number, rows.password));
      button.focus();
    } catch (failure) {
      said.textContent = words(failure);
    }
  });
  return el("section", {}, el("h3", {}, say("field.password")), button, said);
}
