// Reports: the requests to both APIs, and one of them with all that was sent.

import { COLUMNS } from "../../web/columns.js";
import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { back } from "../back.js";
import { ask } from "../data.js";
import { facts, json } from "../reports/details.js";
import { year } from "../reports/range.js";
import { Report } from "../reports/report.js";
import { address } from "../router.js";

/** @typedef {import("../data.js").Row} Row */

const PAGE = "requests";
const METHOD = "get.api_requests";

/** @type {import("../pages.js").Page} */
export default {
  show: async (into, at) => {
    if (at.rest[0] !== undefined) return showOne(into, Number(at.rest[0]));
    const report = new Report({
      page: PAGE, method: METHOD, key: "api_request_id", pageKey: "api_request_id",
      sort: "-api_request_start_date_time", range: "today",
      shown: [
        "api_request_id", "api_request_start_date_time", "api_request_method", "api_request_status",
        "api_request_error_mnemonic", "employee_login", "token_name", "api_request_ip",
        "api_request_method_weight", "api_request_execution_time", "call_session_id",
      ],
      quick: "call_session_id",
      open: (row) => address([PAGE, row.api_request_id]),
    }, at.query);
    into.append(
      el("div", { class: "page-head" }, el("h2", {}, say(`page.${PAGE}`))),
      el("p", { class: "quiet" }, say("requests.about")), report.element);
    into.classList.add("whole");
    await report.read();
    return undefined;
  },
};

/**
 * @param {HTMLElement} into
 * @param {number} id
 */
async function showOne(into, id) {
  const known = COLUMNS[METHOD] ?? {};
  const { rows: [row] } = await ask(METHOD, {
    ...year(), fields: Object.keys(known),
    filter: { field: "api_request_id", operator: "=", value: id },
  });
  into.append(
    back(PAGE),
    el("h2", {}, row ? `${row.api_request_method} (${id})` : say("form.gone")));
  if (!row) return;
  into.append(facts(PAGE, METHOD, row, (name) => name === "api_request_body"),
  el("h3", {}, say("requests.body")), json(row.api_request_body));
}
