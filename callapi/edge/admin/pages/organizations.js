// Organizations that contacts belong to.

import { resource } from "../resource.js";

export default resource({
  id: "organizations",
  unit: "address_book",
  methods: {
    list: "get.contact_organizations", make: "create.contact_organizations",
    change: "update.contact_organizations", remove: "delete.contact_organizations",
  },
  columns: [{ name: "name" }],
  search: ["name"],
  sort: "name",
  fields: [{ name: "name", need: true }],
  named: (row) => row.name,
});
