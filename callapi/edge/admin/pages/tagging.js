// Reports: which calls were tagged, by whom and when.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { Report } from "../reports/report.js";
import { address } from "../router.js";

const PAGE = "tagging";

/** @type {import("../pages.js").Page} */
export default {
  show: async (into, at) => {
    const report = new Report({
      page: PAGE, method: "get.tags_history", key: "communication_id", pageKey: "communication_id",
      isShared: true, sort: "-tagging_date_time", range: "today",
      shown: [
        "tagging_date_time", "communication_id", "tag_name", "employee_full_name", "employee_login",
        "tagging_is_auto",
      ],
      quick: "communication_id",
      open: (row) => address(["calls", row.communication_id]),
    }, at.query);
    into.append(el("div", { class: "page-head" }, el("h2", {}, say(`page.${PAGE}`))),
      el("p", { class: "quiet" }, say("tagging.about")), report.element);
    into.classList.add("whole");
    await report.read();
    return undefined;
  },
};
