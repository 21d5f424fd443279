// What employees can be: the server's own, nothing to change.

import { el } from "../../web/element.js";
import { resource } from "../resource.js";

export default resource({
  id: "statuses",
  unit: "employees",
  methods: { list: "get.statuses" },
  columns: [
    { name: "name", needs: ["color"], show: (row) => named(row) },
    { name: "in_external_allowed_call_directions" },
    { name: "in_internal_allowed_call_directions" },
    { name: "out_external_allowed_call_directions" },
    { name: "out_internal_allowed_call_directions" },
    { name: "is_worktime" },
    { name: "is_select_allowed" },
  ],
  search: ["name"],
  fields: [],
  named: (row) => row.name,
});

/** @param {import("../data.js").Row} row */
function named(row) {
  const spot = el("span", { class: "spot" });
  spot.style.setProperty("--own", row.color);
  return el("span", {}, spot, row.name);
}
