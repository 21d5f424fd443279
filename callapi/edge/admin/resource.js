// A page from a table: a list of one kind of thing, and the form of one of them.

import { clear, el } from "../web/element.js";
import { say } from "../web/words.js";
import { mayAsk } from "./account.js";
import { back } from "./back.js";
import { find, remove, save } from "./deeds.js";
import { Form } from "./form.js";
import { List } from "./list.js";
import { address, go } from "./router.js";
import { why } from "./why.js";

/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./data.js").Method} Method */
/** @typedef {import("./router.js").Place} Place */
/** @typedef {import("./pages.js").Page} Page */
/**
 * `methods` it lacks can not be done; `key` is what these know a row by, `named` what people do,
 * `gone` what its removal is asked with. `sent` makes params of what the form says. `secrets`
 * are told once, of the answer to what was made. `force`: what would shut its own user out is
 * refused until he insists. `about` stands below the form of a row; `again` draws both anew.
 * @typedef {{id: string, unit?: string, admin?: boolean,
 *   methods: {list: Method, make?: Method, change?: Method, remove?: Method},
 *   columns: import("./list.js").Column[], search?: import("./list.js").Search[],
 *   filters?: import("./find.js").Narrow[], sort?: string, params?: () => Row,
 *   fields: import("./control.js").Field[], key?: string, named: (row: Row) => string,
 *   isFixed?: (row: Row) => boolean, sent?: (sent: Row, row: Row | null) => Row,
 *   secrets?: (data: any, row: Row) => [name: string, value: string][], force?: boolean,
 *   about?: (row: Row, again: () => void) => (HTMLElement | Form | null)[],
 *   gone?: (row: Row) => Row,
 *   actions?: (row: Row, list: List) => HTMLElement[]}} Resource
 */

/** @type {Map<string, string>} */
const lists = new Map(); // where each was left

/**
 * @param {Resource} told
 * @returns {Page}
 */
export function resource(told) {
  return {
    show: (into, at) => {
      const [id] = at.rest;
      if (id === undefined) return showList(told, into, at);
      return showForm(told, into, id, at);
    },
  };
}

/**
 * @param {Resource} told
 * @param {HTMLElement} into
 * @param {Place} at
 */
async function showList(told, into, at) {
  const said = el("p", { role: "alert" });
  const canMake = mayAsk(told, told.methods.make);
  const list = new List({
    page: told.id, method: told.methods.list, columns: told.columns, search: told.search,
    filters: told.filters, sort: told.sort, key: told.key, params: told.params,
    open: told.methods.change ? (row) => address([told.id, row[told.key ?? "id"]]) : undefined,
    actions: (row, its) =>
      [...(told.actions?.(row, its) ?? []), ...removal(told, row, said, () => its.read())],
  }, at.query);
  into.append(
    el("div", { class: "page-head" }, el("h2", {}, say(`page.${told.id}`)),
      canMake ? el("a", {
        class: "button main", href: address([told.id, "new"]), "data-do": "new",
        "aria-keyshortcuts": "n",
      }, say("do.new")) : null),
    said, list.element);
  lists.set(told.id, "");
  await list.read();
  return { close: () => { lists.set(told.id, list.query.toString()); } };
}

/**
 * @param {Resource} told
 * @param {Row} row
 * @param {HTMLElement} said
 * @param {() => void} done
 */
function removal(told, row, said, done) {
  if (told.isFixed?.(row) || !mayAsk(told, told.methods.remove)) return [];
  const name = told.named(row);
  const button = el("button", {
    type: "button", class: "quiet-button danger", "data-do": "delete",
    "aria-label": say("do.delete.one", { name }),
  }, say("do.delete"));
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      if (await remove(told, row)) done();
    } catch (failure) {
      said.textContent = `${name}: ${why(failure)}`;
      said.scrollIntoView({ block: "nearest" });
    }
  });
  return [button];
}

/**
 * @param {Resource} told
 * @param {HTMLElement} into
 * @param {string} id
 * @param {Place} at
 */
async function showForm(told, into, id, at) {
  /** @type {Form[]} */
  let forms = [];
  const draw = async () => {
    const row = id === "new" ? null : await find(told, id);
    const query = Object.fromEntries(new URLSearchParams(lists.get(told.id)));
    clear(into).append(back(told.id, query));
    if (row === undefined) into.append(el("p", { role: "alert" }, say("form.gone")));
    else forms = drawForms(told, into, row, at, address([told.id], query), draw);
  };
  await draw();
  return { isDirty: () => forms.some((it) => it.isDirty()) };
}

/**
 * @param {Resource} told
 * @param {HTMLElement} into
 * @param {Row | null} row
 * @param {Place} at
 * @param {string} list where it is left for
 * @param {() => void} again
 */
function drawForms(told, into, row, at, list, again) {
  const isFixed = Boolean(row && (told.isFixed?.(row) || !mayAsk(told, told.methods.change)));
  const leave = () => { form.settle(); go(list); };
  const said = el("p", { role: "alert" });
  const form = new Form({
    page: told.id, fields: told.fields.map((it) => ({ ...it, initial: asked(at, it) })), row, isFixed,
    save: (sent) => save(told, row, sent, leave),
    buttons: [
      el("a", { class: "button", href: list }, say("do.cancel")),
      ...(row ? removal(told, row, said, leave) : []),
    ],
  });
  const more = (row ? told.about?.(row, again) ?? [] : []).flatMap((it) => it ?? []);
  const head = el("h2", { tabindex: -1 }, row ? told.named(row) : say(`new.${told.id}`));
  into.append(head, said, form.element,
    ...more.map((it) => (it instanceof Form ? it.element : it)));
  if (row) head.focus();
  else form.focus();
  return [form, ...more.flatMap((it) => (it instanceof Form ? it : []))];
}

// A link can say whose something new is, and nothing else of it: it may be anybody's link.
/**
 * @param {Place} at
 * @param {import("./control.js").Field} field
 */
function asked(at, field) {
  const text = at.query.get(field.name);
  return field.kind === "pick" && text ? Number(text) || text : field.initial;
}
