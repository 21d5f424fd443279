// Numbers of the server that no account has yet.

import { resource } from "../resource.js";

const CATEGORIES = ["usual", "bronze", "silver", "gold", "platinum"];

export default resource({
  id: "pool",
  unit: "number_management",
  admin: true,
  key: "phone_number",
  methods: {
    list: "get.available_virtual_numbers", make: "create.available_virtual_numbers",
    remove: "delete.available_virtual_numbers",
  },
  columns: [{ name: "phone_number" }, { name: "category" }, { name: "location_name" }],
  search: ["phone_number", "location_mnemonic"],
  filters: [{ name: "category" }],
  sort: "phone_number",
  fields: [
    { name: "phone_number", kind: "phone", need: true, longest: 16 },
    { name: "category", kind: "choice", values: CATEGORIES, initial: "usual" },
    { name: "location_name" },
    { name: "trunk", longest: 31 },
  ],
  named: (row) => row.phone_number,
});
