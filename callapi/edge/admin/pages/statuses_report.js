// Reports: how long each employee was in which status.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { Report } from "../reports/report.js";

const PAGE = "statuses_report";

/** @type {import("../pages.js").Page} */
export default {
  show: async (into, at) => {
    const report = new Report({
      page: PAGE, method: "get.employee_stat", key: "id", pageKey: null, sort: "", range: "today",
      shown: ["full_name", "groups", "status_stats"],
    }, at.query);
    into.append(el("div", { class: "page-head" }, el("h2", {}, say(`page.${PAGE}`))),
      el("p", { class: "quiet" }, say("statuses_report.about")), report.element);
    into.classList.add("whole");
    await report.read();
    return undefined;
  },
};
