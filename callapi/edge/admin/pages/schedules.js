// Working hours: open whenever one of the rules matches.

import { resource } from "../resource.js";
import { daysControl, summary } from "../days.js";

/** @typedef {import("../data.js").Row} Row */

export default resource({
  id: "schedules",
  unit: "va",
  methods: {
    list: "get.schedules", make: "create.schedules", change: "update.schedules",
    remove: "delete.schedules",
  },
  columns: [
    { name: "name" },
    { name: "is_open" },
    { name: "schedules", show: (row) => row.schedules.map(summary).join("; ") },
  ],
  search: ["name"],
  sort: "name",
  fields: [
    { name: "name", need: true },
    { name: "schedules", kind: "rows", need: true, initial: [{}], fields: [
      { name: "activity_days", make: daysControl, initial: { type: "days_of_week", days: [1, 2, 3, 4, 5] } },
      { name: "activity_time", kind: "rows", initial: [], fields: [
        { name: "time_from", kind: "clock", need: true, longest: 5 },
        { name: "time_till", kind: "clock", need: true, longest: 5 },
      ] },
      { name: "activity_date_from", kind: "date" },
      { name: "activity_date_till", kind: "date" },
    ] },
  ],
  named: (row) => row.name,
  sent: ({ schedules, ...rest }) => (schedules ? { ...rest, schedules: schedules.map(rule) } : rest),
});

// No hours are all hours.
/** @param {Row} row */
function rule({ activity_time: hours, ...rest }) {
  return { ...rest, activity_time: hours?.length ? hours : null };
}
