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
  { id: "tags", group: "calls", unit: "tag_management", load: () => import("./pages/tags.js") },
  {
    id: "scenarios", group: "calls", unit: "va", component: "va",
    load: () => import("./pages/scenarios.js"),
  },
  { id: "calls", group: "reports", unit: "reports", load: () => import("./pages/calls.js") },
  { id: "requests", group: "reports", unit: "reports", load: () => import("./pages/requests.js") },
  {
    id: "notifications", group: "notices", unit: "notifications", component: "http_notifications",
    load: () => import("./pages/notifications.js"),
  },
  {
    id: "deliveries", group: "notices", unit: "notifications", component: "http_notifications",
    load: () => import("./pages/deliveries.js"),
  },
];
