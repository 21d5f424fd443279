// The address book: contacts.

import { byNumber, each } from "../data.js";
import { resource } from "../resource.js";
import { listed } from "../value.js";

export default resource({
  id: "contacts",
  unit: "address_book",
  methods: {
    list: "get.contacts", make: "create.contacts", change: "update.contacts",
    remove: "delete.contacts",
  },
  columns: [
    { name: "full_name" },
    { name: "phone_numbers" },
    { name: "emails" },
    { name: "organization_name" },
    { name: "personal_manager_full_name" },
    { name: "groups", show: (row) => listed(each(row.groups, "group_name")) },
  ],
  search: ["full_name", "organization_name", "personal_manager_full_name",
    byNumber("phone_numbers", (it) => `# = "${it}"`)],
  sort: "full_name",
  fields: [
    { name: "last_name", need: true, longest: 100, part: "person" },
    { name: "first_name", longest: 100, part: "person" },
    { name: "patronymic", longest: 100, part: "person" },
    { name: "phone_numbers", kind: "lines", need: true, part: "person" },
    { name: "emails", kind: "lines", part: "person" },
    { name: "organization_id", kind: "pick", of: "organizations", part: "belongs" },
    { name: "personal_manager_id", kind: "pick", of: "employees", part: "belongs" },
    { name: "groups", kind: "picks", of: "contact_groups", part: "belongs",
      from: (row) => each(row.groups, "group_id") },
  ],
  named: (row) => row.full_name,
});
