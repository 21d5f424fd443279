// The addresses that may use the account's APIs.

import { resource } from "../resource.js";

const APIS = ["callapi", "dataapi"];

export default resource({
  id: "allow_list",
  unit: "api_settings",
  admin: true,
  methods: {
    list: "get.ip_whitelist", make: "create.ip_whitelist", change: "update.ip_whitelist",
    remove: "delete.ip_whitelist",
  },
  columns: [
    { name: "network" }, { name: "apis" }, { name: "comment" }, { name: "creation_date_time" },
    { name: "add_user_login" },
  ],
  search: ["network"],
  sort: "network",
  fields: [
    { name: "network", need: true, longest: 50, on: "make" },
    { name: "apis", kind: "choices", values: APIS, initial: APIS },
    { name: "comment" },
  ],
  named: (row) => row.network,
  force: true,
});
