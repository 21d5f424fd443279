// Access keys of users. What a key is, is told once.

import { el } from "../../web/element.js";
import { resource } from "../resource.js";

export default resource({
  id: "keys",
  unit: "api_settings",
  admin: true,
  methods: {
    list: "get.access_keys", make: "create.access_keys", change: "update.access_keys",
    remove: "delete.access_keys",
  },
  columns: [
    { name: "name" },
    { name: "user_login" },
    { name: "token_prefix", show: (row) => el("span", { class: "code" }, `${row.token_prefix}…`) },
    { name: "status" },
    { name: "type" },
    { name: "expire_at" },
    { name: "last_used_date_time" },
    { name: "last_used_ip" },
  ],
  search: ["name", "user_login"],
  filters: [{ name: "status" }, { name: "type" }],
  sort: "name",
  fields: [
    { name: "user_id", kind: "pick", of: "users", need: true, on: "make" },
    { name: "name", need: true, longest: 100 },
    { name: "type", kind: "choice", values: ["permanent", "temporary"], need: true, on: "make" },
    { name: "expire_at", kind: "time", when: (values) => values.type !== "permanent",
      skip: (row) => row.type === "permanent" },
    { name: "status", kind: "choice", values: ["active", "blocked"], need: true, on: "change" },
  ],
  named: (row) => row.name,
  secrets: (data) => [["field.access_token", data.access_token]],
});
