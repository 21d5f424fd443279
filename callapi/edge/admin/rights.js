// What a user may do: components of the account, and permissions per kind of thing.

import { el } from "../web/element.js";
import { say } from "../web/words.js";
import { framed } from "./control.js";
import { valueWord } from "./value.js";

/** @typedef {import("./data.js").Row} Row */

export const COMPONENTS = [
  "callapi", "callapi_management_call", "callapi_informer_call", "callapi_scenario_call", "dataapi",
  "va", "recording", "coach", "http_notifications", "auto_out_calls", "number_management_rules",
];
const UNITS = [
  "employees", "va", "number_management", "tag_management", "address_book", "calls_blocking",
  "call_recordings", "reports", "notifications", "account_access", "auto_calls", "api_settings",
];
const FLAGS = ["is_select", "is_insert", "is_update", "is_delete"];

/** @param {import("./control.js").Asked} asked */
export function permissionsControl(asked) {
  /** @type {Row[]} */
  const had = asked.value ?? [];
  const rows = UNITS.map((unit) => ({
    unit,
    boxes: FLAGS.map((flag) => {
      const box = el("input", {
        type: "checkbox", "aria-label": `${valueWord("unit_id", unit)}: ${say(`field.${flag}`)}`,
      });
      box.checked = Boolean(had.find((it) => it.unit_id === unit)?.[flag]);
      return box;
    }),
  }));
  const heads = FLAGS.map((it) => el("th", { scope: "col" }, say(`field.${it}`)));
  const table = el("table", { class: "grid" },
    el("thead", {}, el("tr", {}, el("td", {}), ...heads)),
    el("tbody", {}, ...rows.map(({ unit, boxes }) => el("tr", {},
      el("th", { scope: "row" }, valueWord("unit_id", unit)), ...boxes.map((it) => el("td", {}, it))))));
  const read = () => rows.filter(({ boxes }) => boxes.some((it) => it.checked))
    .map(({ unit, boxes }) => ({
      unit_id: unit, ...Object.fromEntries(FLAGS.map((flag, at) => [flag, Boolean(boxes[at]?.checked)])),
    }));
  return framed(asked, el("div", { class: "scroll" }, table), read);
}
