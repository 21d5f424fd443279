// Groups of contacts.

import { each } from "../data.js";
import { resource } from "../resource.js";
import { count } from "../value.js";

const MOST = 200; // more are not chosen one by one, but at the contacts

export default resource({
  id: "contact_groups",
  unit: "address_book",
  methods: {
    list: "get.group_contacts", make: "create.group_contacts", change: "update.group_contacts",
    remove: "delete.group_contacts",
  },
  columns: [
    { name: "name" },
    { name: "members", kind: "number", show: (row) => count(row.members.length) },
    { name: "is_system" },
  ],
  search: ["name"],
  filters: [{ name: "is_system" }],
  sort: "name",
  fields: [
    { name: "name", need: true },
    { name: "members", kind: "picks", of: "contacts", skip: (row) => row.members.length > MOST,
      from: (row) => each(row.members, "contact_id") },
  ],
  named: (row) => row.name,
  isFixed: (row) => row.is_system,
});
