// Limits of the account, and how much of each is used.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { isAdmin } from "../account.js";
import { ask } from "../data.js";
import { Form } from "../form.js";
import { label } from "../label.js";
import { tell } from "../told.js";
import { count, size } from "../value.js";

/** @typedef {import("../data.js").Row} Row */

const PARTS = {
  points: [
    "callapi_points_per_minute", "callapi_points_per_day", "dataapi_points_per_minute",
    "dataapi_points_per_day",
  ],
  lines: ["max_in_calls", "max_out_calls", "max_employees", "max_sip_channels_per_line"],
  media: ["tts_message_length", "max_media_files", "max_media_total_size"],
  keeping: ["recording_retention_days", "request_log_retention_days"],
};
// What is used, and the limit it is used of.
const USED = {
  callapi_points_minute: "callapi_points_per_minute", callapi_points_day: "callapi_points_per_day",
  dataapi_points_minute: "dataapi_points_per_minute", dataapi_points_day: "dataapi_points_per_day",
  in_calls: "max_in_calls", out_calls: "max_out_calls", employees: "max_employees",
  media_files: "max_media_files", media_total_size: "max_media_total_size",
};

/** @type {import("../pages.js").Page} */
export default {
  show: async (into) => {
    const { rows: limits } = await ask("getobj.limits", {});
    const form = new Form({
      page: "limits", row: limits, isFixed: !isAdmin(),
      fields: Object.entries(PARTS).flatMap(([part, names]) => names.map((name) =>
        ({ name, kind: "number", least: 1, need: true, part, fixed: !isAdmin() }))),
      save: async (sent) => {
        if (Object.keys(sent).length) await ask("update.limits", sent);
        tell(say("done.save"));
      },
    });
    into.append(el("div", { class: "page-head" }, el("h2", {}, say("page.limits"))),
      el("h3", {}, say("limits.used")), used(limits), form.element);
    return { isDirty: () => form.isDirty() };
  },
};

/** @param {Row} limits */
function used(limits) {
  return el("dl", { class: "used" }, ...Object.entries(USED).map(([name, limit]) => {
    const [at, most] = [limits.usage[name], limits[limit]];
    const show = name.endsWith("size") ? size : count;
    const text = say("limits.of", { used: show(at), most: show(most) });
    return el("div", {},
      el("dt", {}, label("limits", limit)),
      el("dd", {}, el("meter", {
        min: 0, max: most, high: most * 0.8, optimum: 0, value: at, "aria-label": text,
      }), el("span", {}, text)));
  }));
}
