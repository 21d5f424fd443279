// Positions of employees.

import { resource } from "../resource.js";

export default resource({
  id: "positions",
  unit: "employees",
  methods: {
    list: "get.employee_positions", make: "create.employee_positions",
    change: "update.employee_positions", remove: "delete.employee_positions",
  },
  columns: [{ name: "name" }],
  search: ["name"],
  sort: "name",
  fields: [{ name: "name", need: true }],
  named: (row) => row.name,
});
