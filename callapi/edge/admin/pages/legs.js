// Reports: the legs of calls, each from its start to its end.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { Report } from "../reports/report.js";
import { address } from "../router.js";

const PAGE = "legs";

/** @type {import("../pages.js").Page} */
export default {
  show: async (into, at) => {
    const report = new Report({
      page: PAGE, method: "get.call_legs_report", key: "id", needs: ["call_session_id"],
      pageKey: "call_session_id", isShared: true, sort: "-start_time", range: "today",
      shown: [
        "id", "start_time", "call_session_id", "direction", "calling_phone_number", "called_phone_number",
        "employee_full_name", "action_name", "duration", "total_duration", "finish_reason",
      ],
      quick: "call_session_id",
      open: (row) => address(["calls", row.call_session_id]),
    }, at.query);
    into.append(el("div", { class: "page-head" }, el("h2", {}, say(`page.${PAGE}`))),
      el("p", { class: "quiet" }, say("legs.about")), report.element);
    into.classList.add("whole");
    await report.read();
    return undefined;
  },
};
