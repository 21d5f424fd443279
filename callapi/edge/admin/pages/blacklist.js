// Numbers whose calls are refused.

import { resource } from "../resource.js";

export default resource({
  id: "blacklist",
  unit: "calls_blocking",
  methods: {
    list: "get.blacklist_phone_numbers", make: "create.phone_number_to_blacklist",
    remove: "delete.phone_number_from_blacklist",
  },
  columns: [
    { name: "phone_number" }, { name: "add_comment" }, { name: "add_user_name" }, { name: "add_date_time" },
  ],
  search: ["phone_number", "add_comment", "add_user_name"],
  sort: "-add_date_time",
  fields: [
    { name: "phone_number", kind: "phone", need: true, longest: 16 },
    { name: "add_comment", kind: "area", longest: 500 },
  ],
  named: (row) => row.phone_number,
});
