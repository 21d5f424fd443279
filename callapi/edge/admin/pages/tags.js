// Tags of calls.

import { el } from "../../web/element.js";
import { resource } from "../resource.js";

export default resource({
  id: "tags",
  unit: "tag_management",
  methods: {
    list: "get.tags", make: "create.tags", change: "update.tags", remove: "delete.tags",
  },
  columns: [
    { name: "name", needs: ["color"], show: (row) => named(row) },
    { name: "is_system" },
    { name: "creation_datetime" },
    { name: "rating" },
  ],
  search: ["name"],
  filters: [{ name: "is_system" }],
  sort: "name",
  params: () => ({ is_include_rating: true }),
  fields: [
    { name: "name", need: true, longest: 100 },
    { name: "color", kind: "color", initial: "#ebebeb" },
  ],
  named: (row) => row.name,
  isFixed: (row) => row.is_system,
});

/** @param {import("../data.js").Row} row */
function named(row) {
  const spot = el("span", { class: "spot" });
  spot.style.setProperty("--own", row.color ?? "transparent");
  return el("span", {}, spot, row.name);
}
