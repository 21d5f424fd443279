// Users: who may log in, and what they may do.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { COMPONENTS, permissionsControl } from "../rights.js";
import { resource } from "../resource.js";
import { address } from "../router.js";

export default resource({
  id: "users",
  unit: "api_settings",
  admin: true,
  methods: {
    list: "get.users", make: "create.users", change: "update.users", remove: "delete.users",
  },
  columns: [
    { name: "login" },
    { name: "name" },
    { name: "type" },
    { name: "is_active" },
    { name: "is_key_access_enabled" },
    { name: "components" },
    { name: "last_login_date_time" },
  ],
  search: ["login", "name"],
  filters: [{ name: "type" }, { name: "is_active" }, { name: "is_key_access_enabled" }],
  sort: "login",
  fields: [
    { name: "login", need: true, longest: 128, part: "person" },
    { name: "password", kind: "password", need: true, longest: 128, on: "make", part: "person" },
    { name: "name", need: true, part: "person" },
    { name: "new_password", param: "password", kind: "password", longest: 128, on: "change", part: "person" },
    { name: "description", kind: "area", longest: 1000, part: "person" },
    { name: "employee_id", kind: "pick", of: "employees", part: "person" },
    { name: "is_active", kind: "flag", initial: true, part: "rights" },
    { name: "is_key_access_enabled", kind: "flag", part: "rights" },
    { name: "components", kind: "choices", values: COMPONENTS, part: "rights" },
    { name: "type", kind: "choice", values: ["user", "admin"], initial: "user", part: "rights" },
    { name: "permissions", make: permissionsControl, part: "rights",
      when: (values) => values.type !== "admin" },
  ],
  named: (row) => row.login,
  about: (row) => [el("p", { class: "more" },
    el("a", { href: address(["keys"], { q: row.login }) }, say("users.keys")), " ",
    el("a", { href: address(["keys", "new"], { user_id: String(row.id) }) }, say("users.key")))],
});
