// Reports: calls by all that is known of them, and one call from its start to its end.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { Chart } from "../reports/chart.js";
import { Report } from "../reports/report.js";
import { showCall } from "../reports/call.js";
import { address } from "../router.js";

const PAGE = "calls";

/** @type {import("../pages.js").Page} */
export default {
  show: async (into, at) => {
    if (at.rest[0] !== undefined) return showCall(into, Number(at.rest[0]));
    const chart = new Chart();
    let charted = "";
    const report = new Report({
      page: PAGE, method: "get.calls_report", key: "id", pageKey: "id", sort: "-start_time", range: "today",
      shown: [
        "id", "start_time", "direction", "contact_phone_number", "virtual_phone_number", "is_lost",
        "last_talked_employee_full_name", "clean_talk_duration", "finish_reason",
      ],
      quick: "id", ticks: [{ name: "ongoing" }],
      params: (query) => ({ include_ongoing_calls: query.has("ongoing") }),
      open: (row) => address([PAGE, row.id]),
      // another part of the same calls is the same picture
      read: (asked) => {
        const wanted = JSON.stringify(asked);
        if (wanted !== charted) chart.read(asked);
        charted = wanted;
      },
    }, at.query);
    into.append(el("div", { class: "page-head" }, el("h2", {}, say(`page.${PAGE}`))),
      chart.element, report.element);
    into.classList.add("whole");
    await report.read();
    return undefined;
  },
};
