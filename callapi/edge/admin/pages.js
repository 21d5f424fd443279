// The one table of pages. A page is one row here and one module in pages/; its words stand in
// the tables of WORDS (NAME.en.js and NAME.de.js beside this file), its title under page.ID. A
// module's default export is a Page: resource() of resource.js makes one for a resource of the
// Data API, and what is special exports a { show } of its own.

/** @typedef {import("./router.js").Place} Place */
/** @typedef {{close?: () => void, isDirty?: () => boolean}} Shown */
/**
 * `show` draws the page into an empty place, again each time the address changes; with what
 * it answers the shell closes it, and asks before leaving what is not saved.
 * @typedef {{show: (into: HTMLElement, at: Place) => Shown | void | Promise<Shown | void>}} Page
 */
/**
 * `unit`: shown to those who may read it; `admin`: to administrators alone.
 * @typedef {{id: string, group: string, unit?: string, admin?: boolean, component?: string,
 *   load: () => Promise<{default: Page}>}} Row
 */

export const WORDS = ["words", "fields", "flow/words", "reports/words"];

/** @type {Row[]} */
export const PAGES = [
  { id: "start", group: "", load: () => import("./pages/start.js") },
  { id: "employees", group: "people", unit: "employees",
    load: () => import("./pages/employees.js") },
  { id: "groups", group: "people", unit: "employees", load: () => import("./pages/groups.js") },
  { id: "positions", group: "people", unit: "employees",
    load: () => import("./pages/positions.js") },
  { id: "statuses", group: "people", unit: "employees", load: () => import("./pages/statuses.js") },
  { id: "lines", group: "people", unit: "va", component: "va",
    load: () => import("./pages/lines.js") },
  { id: "numbers", group: "calls", unit: "number_management",
    load: () => import("./pages/numbers.js") },
  { id: "media", group: "calls", unit: "va", load: () => import("./pages/media.js") },
  { id: "talk_options", group: "calls", unit: "va", load: () => import("./pages/talk_options.js") },
  { id: "schedules", group: "calls", unit: "va", load: () => import("./pages/schedules.js") },
  { id: "tags", group: "calls", unit: "tag_management", load: () => import("./pages/tags.js") },
  { id: "scenarios", group: "calls", unit: "va", component: "va",
    load: () => import("./pages/scenarios.js") },
  { id: "contacts", group: "book", unit: "address_book",
    load: () => import("./pages/contacts.js") },
  { id: "contact_groups", group: "book", unit: "address_book",
    load: () => import("./pages/contact_groups.js") },
  { id: "organizations", group: "book", unit: "address_book",
    load: () => import("./pages/organizations.js") },
  { id: "blacklist", group: "book", unit: "calls_blocking",
    load: () => import("./pages/blacklist.js") },
  { id: "calls", group: "reports", unit: "reports", load: () => import("./pages/calls.js") },
  { id: "legs", group: "reports", unit: "reports", load: () => import("./pages/legs.js") },
  { id: "tagging", group: "reports", unit: "tag_management", load: () => import("./pages/tagging.js") },
  { id: "statuses_report", group: "reports", unit: "employees",
    load: () => import("./pages/statuses_report.js") },
  { id: "charges", group: "reports", unit: "account_access", load: () => import("./pages/charges.js") },
  { id: "requests", group: "reports", unit: "reports", load: () => import("./pages/requests.js") },
  { id: "notifications", group: "notices", unit: "notifications",
    component: "http_notifications", load: () => import("./pages/notifications.js") },
  { id: "deliveries", group: "notices", unit: "notifications",
    component: "http_notifications", load: () => import("./pages/deliveries.js") },
  { id: "users", group: "access", admin: true, load: () => import("./pages/users.js") },
  { id: "keys", group: "access", admin: true, load: () => import("./pages/keys.js") },
  { id: "allow_list", group: "access", admin: true, load: () => import("./pages/allow_list.js") },
  { id: "directions", group: "access", unit: "api_settings", admin: true,
    load: () => import("./pages/directions.js") },
  { id: "components", group: "access", unit: "api_settings", admin: true,
    load: () => import("./pages/components.js") },
  { id: "limits", group: "access", load: () => import("./pages/limits.js") },
  { id: "account", group: "access", load: () => import("./pages/account.js") },
  { id: "pool", group: "access", admin: true, load: () => import("./pages/pool.js") },
];
