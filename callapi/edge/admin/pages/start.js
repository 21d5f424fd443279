// Where one begins: what an account needs for its first call, and what of it is there.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { has, isAdmin, may } from "../account.js";
import { ask } from "../data.js";
import { address } from "../router.js";
import { count } from "../value.js";

/** @typedef {{page: string, method: import("../data.js").Method, unit?: string, admin?: boolean,
 *   component?: string}} Step */

/** @type {Step[]} */
const STEPS = [
  { page: "employees", method: "get.employees", unit: "employees" },
  { page: "lines", method: "get.sip_lines", unit: "va", component: "va" },
  { page: "numbers", method: "get.virtual_numbers", unit: "number_management" },
  { page: "users", method: "get.users", admin: true },
  { page: "keys", method: "get.access_keys", admin: true },
  { page: "allow_list", method: "get.ip_whitelist", admin: true },
];

/** @type {import("../pages.js").Page} */
export default {
  show: async (into) => {
    const steps = STEPS.filter((it) => may(it.unit) && has(it.component) && (isAdmin() || !it.admin));
    const items = await Promise.all(steps.map(async (it) => {
      const { total } = await ask(it.method, { limit: 1, fields: ["id"] });
      return item(it, total);
    }));
    into.append(el("div", { class: "page-head" }, el("h2", {}, say("page.start"))),
      el("p", {}, say("start.text")), el("ol", { class: "steps" }, ...items));
  },
};

/**
 * @param {Step} step
 * @param {number} total
 */
function item({ page }, total) {
  return el("li", { class: total ? "done" : null },
    el("a", { href: address([page]) }, say(`page.${page}`)),
    el("span", { class: total ? "good" : "quiet" }, total ? count(total) : say("start.none")),
    el("p", { class: "quiet" }, say(`start.${page}`)));
}
