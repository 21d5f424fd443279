// Notifications: what is told to servers of the account, tried, and switched on again.

import { COLUMNS } from "../../web/columns.js";
import { el } from "../../web/element.js";
import { words } from "../../web/mistake.js";
import { say } from "../../web/words.js";
import { may } from "../account.js";
import { confirm } from "../confirm.js";
import { ask } from "../data.js";
import { bodyControl, EVENT, learnEvents, text, value } from "../reports/template.js";
import { resource } from "../resource.js";
import { address } from "../router.js";
import { showSecrets } from "../secrets.js";
import { tell } from "../told.js";
import { flag, valueWord } from "../value.js";

/** @typedef {import("../data.js").Row} Row */

const PAGE = "notifications";
const UNIT = "notifications";
const OPERATORS = [
  "=", "<", ">", "in", "intersect", "sub", "starts_with", "ends_with", "is_null", "is_not_null",
];
const EVENTS = COLUMNS["get.notification_settings"]?.event?.values ?? [];
const SECRET_BYTES = 32;

const page = resource({
  id: PAGE,
  unit: UNIT,
  methods: {
    list: "get.notification_settings", make: "create.notification_settings",
    change: "update.notification_settings", remove: "delete.notification_settings",
  },
  columns: [
    { name: "name" }, { name: "event" }, { name: "url" },
    { name: "is_active", show: (row) => flag(row.is_active, say(row.is_active ? "notice.on" : "notice.off")) },
    { name: "has_secret" },
  ],
  search: ["name"],
  filters: [{ name: "event" }, { name: "is_active" }],
  sort: "name",
  fields: [
    { name: "name", need: true, part: "notice.what" },
    { name: EVENT, kind: "choice", need: true, values: EVENTS, part: "notice.what" },
    { name: "is_active", kind: "flag", initial: true, part: "notice.what" },
    { name: "method", kind: "choice", values: ["POST", "GET"], initial: "POST", part: "notice.where" },
    { name: "url", need: true, longest: 2000, part: "notice.where" },
    {
      name: "headers", kind: "rows", part: "notice.where",
      fields: [{ name: "name", need: true }, { name: "value" }],
      from: (row) => Object.entries(row.headers ?? {}).map(([name, told]) => ({ name, value: told })),
    },
    { name: "secret", on: "make", longest: 128, part: "notice.where" },
    {
      name: "body_template", make: bodyControl, part: "notice.where",
      when: (values) => values.method !== "GET",
    },
    {
      name: "condition_groups", kind: "rows", part: "notice.when",
      from: (row) => shownGroups(row.condition_groups ?? []),
      fields: [{
        name: "conditions", kind: "rows", fields: [
          { name: "param", need: true }, { name: "operator", kind: "choice", values: OPERATORS, need: true },
          { name: "value" }, { name: "is_negative", kind: "flag", initial: false },
        ],
      }],
    },
    { name: "delay", kind: "number", least: 0, most: 3600, initial: 0, part: "notice.when" },
    { name: "schedule_id", kind: "pick", of: "schedules", part: "notice.when" },
  ],
  named: (row) => row.name,
  sent: (sent, row) => typed(sent, row),
  secrets: (data) => (data.secret ? [["notice.secret", data.secret]] : []),
  actions: (row, list) => (row.is_active ? [] : [switchOn(row, () => list.read())]),
  about: (row, again) => about(row, again),
});

/** @type {import("../pages.js").Page} */
export default {
  show: async (into, at) => {
    if (at.rest.length) await learnEvents();
    return page.show(into, at);
  },
};

/** @param {Row[]} groups */
function shownGroups(groups) {
  return groups.map((group) => ({
    conditions: group.conditions.map((/** @type {Row} */ it) => ({ ...it, value: text(it.value) })),
  }));
}

/**
 * Objects and values of their own kinds, where the form has rows and texts.
 * @param {Row} sent
 * @param {Row | null} row
 */
function typed(sent, row) {
  const made = { ...sent };
  const event = sent[EVENT] ?? row?.[EVENT];
  if (Array.isArray(sent.headers)) {
    made.headers = Object.fromEntries(sent.headers.map((it) => [it.name ?? "", it.value ?? ""]));
  }
  if (Array.isArray(sent.condition_groups)) {
    made.condition_groups = sent.condition_groups.filter((it) => it.conditions?.length).map((group) => ({
      conditions: group.conditions.map((/** @type {Row} */ it) => ({
        ...it, param: it.param ?? "",
        value: it.operator.startsWith("is_") ? null : value(event, it.param, it.value),
      })),
    }));
  }
  return made;
}

/**
 * @param {Row} row
 * @param {() => void} again
 */
function about(row, again) {
  const said = el("p", { role: "alert" });
  const outcome = el("p", { role: "status" });
  const log = address(["deliveries"], {
    range: "week", filter: JSON.stringify([["notification_name", "=", row.name]]),
  });
  const button = (/** @type {string} */ name, /** @type {() => Promise<void>} */ act) => {
    const made = el("button", { type: "button", "data-do": name }, say(`notice.${name}`));
    made.addEventListener("click", async () => {
      made.disabled = true;
      said.textContent = "";
      try {
        await act();
      } catch (failure) {
        said.textContent = words(failure);
      }
      made.disabled = false;
    });
    return made;
  };
  const mayChange = may(UNIT, "update");
  return [
    el("h3", {}, say("notice.deeds")),
    row.is_active ? null : el("p", { class: "bad" }, say("notice.dead")),
    el("div", { class: "buttons" },
      may(UNIT, "insert") ? button("test", () => test(row, outcome)) : null,
      mayChange && !row.is_active ? switchOn(row, again) : null,
      mayChange ? button("rotate", () => rotate(row)) : null,
      el("a", { class: "button", href: log }, say("notice.log"))),
    said, outcome,
  ];
}

/**
 * The example of the event, sent now.
 * @param {Row} row
 * @param {HTMLElement} outcome
 */
async function test(row, outcome) {
  outcome.textContent = say("notice.test.runs");
  try {
    const { rows: told } = await ask("create.notification_tests", { id: row.id });
    const isSent = told.status === "sent";
    outcome.className = isSent ? "good" : "bad";
    outcome.textContent = isSent
      ? say("notice.test.sent", { status: told.http_status, seconds: told.duration })
      : say("notice.test.failed", {
        error: valueWord("notification_error_type", told.error_type),
        more: told.http_status ?? told.error_message ?? "",
      });
  } catch (failure) {
    outcome.textContent = "";
    throw failure;
  }
}

/**
 * @param {Row} row
 * @param {() => void} done
 */
function switchOn(row, done) {
  const button = el("button", {
    type: "button", class: "quiet-button", "data-do": "on", "aria-label": say("notice.switch.one", { name: row.name }),
  }, say("notice.switch"));
  button.addEventListener("click", async () => {
    try {
      await ask("update.notification_settings", { id: row.id, is_active: true });
      tell(say("notice.switched", { name: row.name }));
      done();
    } catch (failure) {
      tell(words(failure));
    }
  });
  return button;
}

// A new secret is made here, told to the server, and shown once.
/** @param {Row} row */
async function rotate(row) {
  const isSure = await confirm({
    title: say("notice.rotate"), text: say("notice.rotate.text"), yes: say("notice.rotate.do"),
  });
  if (!isSure) return;
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const secret = `whsec_${btoa(String.fromCharCode(...bytes))}`;
  await ask("update.notification_settings", { id: row.id, secret });
  await showSecrets(say(`secrets.${PAGE}`), [["notice.secret", secret]]);
}
