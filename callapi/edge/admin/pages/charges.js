// Reports: what legs of calls cost, by the price table of the server.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { Report } from "../reports/report.js";
import { address } from "../router.js";

const PAGE = "charges";

/** @type {import("../pages.js").Page} */
export default {
  show: async (into, at) => {
    const report = new Report({
      page: PAGE, method: "get.financial_call_legs_report", key: "leg_id", pageKey: null,
      needs: ["call_session_id"], sort: "-start_time", range: "today",
      shown: [
        "start_time", "call_session_id", "direction", "calling_phone_number", "called_phone_number",
        "direction_type", "duration", "chargeable_duration", "cost_per_minute", "total_charge",
      ],
      open: (row) => address(["calls", row.call_session_id]),
    }, at.query);
    into.append(el("div", { class: "page-head" }, el("h2", {}, say(`page.${PAGE}`))),
      el("p", { class: "quiet" }, say("charges.about")), report.element);
    into.classList.add("whole");
    await report.read();
    return undefined;
  },
};
