// A page from a table: a list of one kind of thing, and the form of one of them.

import { Refused } from "../web/ask.js";
import { clear, el } from "../web/element.js";
import { say } from "../web/words.js";
import { isAdmin, may } from "./account.js";
import { confirm, mayDelete } from "./confirm.js";
import { ask } from "./data.js";
import { Form } from "./form.js";
import { List } from "./list.js";
import { address, go } from "./router.js";
import { showSecrets } from "./secrets.js";
import { tell } from "./told.js";
import { why } from "./why.js";

/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./data.js").Method} Method */
/** @typedef {import("./router.js").Place} Place */
/** @typedef {import("./pages.js").Page} Page */
/**
 * `methods` it lacks can not be done; `key` is what these know a row by; `named` is what people
 * do; `gone`: what its removal is asked with. `secrets` are told once, of the answer to what was made. `force`: what would shut its own
 * user out is refused until he insists. `about` is what stands below the form of a row.
 * @typedef {{id: string, unit?: string, admin?: boolean,
 *   methods: {list: Method, make?: Method, change?: Method, remove?: Method},
 *   columns: import("./list.js").Column[], search?: import("./list.js").Search[],
 *   filters?: import("./find.js").Narrow[], sort?: string, params?: () => Row,
 *   fields: import("./control.js").Field[], key?: string, named: (row: Row) => string,
 *   isFixed?: (row: Row) => boolean, sent?: (sent: Row, row: Row | null) => Row,
 *   secrets?: (data: any, row: Row) => [name: string, value: string][], force?: boolean,
 *   about?: (row: Row, again: () => void) => (HTMLElement | Form | null)[], gone?: (row: Row) => Row,
 *   actions?: (row: Row, list: List) => HTMLElement[]}} Resource
 */

const SECRET = "password"; // told once, though the API would tell it again
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
 * @param {import("./account.js").Flag} flag
 */
function allowed(told, flag) {
  return told.admin ? isAdmin() : may(told.unit, flag);
}

/**
 * @param {Resource} told
 * @param {HTMLElement} into
 * @param {Place} at
 */
async function showList(told, into, at) {
  const said = el("p", { role: "alert" });
  const canMake = told.methods.make && allowed(told, "insert");
  const list = new List({
    page: told.id, method: told.methods.list, columns: told.columns, search: told.search,
    filters: told.filters, sort: told.sort, key: told.key, params: told.params,
    open: told.methods.change ? (row) => address([told.id, row[told.key ?? "id"]]) : undefined,
    actions: (row, its) => [...(told.actions?.(row, its) ?? []), ...removal(told, row, said, () => its.read())],
  }, at.query);
  into.append(
    el("div", { class: "page-head" }, el("h2", {}, say(`page.${told.id}`)),
      canMake ? el("a", {
        class: "button main", href: address([told.id, "new"]), "data-do": "new", "aria-keyshortcuts": "n",
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
  if (!told.methods.remove || told.isFixed?.(row) || !allowed(told, "delete")) return [];
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
 * Whether it is gone.
 * @param {Resource} told
 * @param {Row} row
 */
async function remove(told, row) {
  const { key = "id", methods } = told;
  if (!methods.remove || !await mayDelete(told.named(row))) return false;
  const isDone = await insisted(told, methods.remove, told.gone?.(row) ?? { [key]: row[key] });
  if (isDone) tell(say("done.delete", { name: told.named(row) }));
  return isDone !== null;
}

// What would shut the user out is asked about once more.
/**
 * @param {Resource} told
 * @param {Method} method
 * @param {Row} params
 */
async function insisted(told, method, params) {
  try {
    return (await ask(method, params)).rows ?? {};
  } catch (failure) {
    const isRefused = failure instanceof Refused && failure.mnemonic === "invalid_parameters_combination";
    if (!told.force || !isRefused) throw failure;
    const isSure = await confirm({
      title: say("confirm.force"), text: say("confirm.force.text"), yes: say("do.force"),
    });
    return isSure ? (await ask(method, { ...params, force: true })).rows ?? {} : null;
  }
}

/**
 * @param {Resource} told
 * @param {HTMLElement} into
 * @param {string} id
 * @param {Place} at
 */
async function showForm(told, into, id, at) {
  const row = id === "new" ? null : await find(told, id);
  const back = address([told.id], Object.fromEntries(new URLSearchParams(lists.get(told.id))));
  into.append(el("p", { class: "back" }, el("a", { href: back, "data-do": "back" }, `‹ ${say(`page.${told.id}`)}`)));
  if (row === undefined) {
    into.append(el("p", { role: "alert" }, say("form.gone")));
    return {};
  }
  const again = () => { clear(into); showForm(told, into, id, at); };
  const title = row ? told.named(row) : say(`new.${told.id}`);
  const isFixed = Boolean(row && (told.isFixed?.(row) || !told.methods.change || !allowed(told, "update")));
  const leave = () => { form.settle(); go(back); };
  const cancel = el("a", { class: "button", href: back }, say("do.cancel"));
  const said = el("p", { role: "alert" });
  const form = new Form({
    page: told.id, fields: told.fields.map((it) => ({ ...it, initial: asked(at, it) })), row, isFixed,
    save: (sent) => save(told, row, sent, leave),
    buttons: [cancel, ...(row ? removal(told, row, said, leave) : [])],
  });
  const more = (row ? told.about?.(row, again) ?? [] : []).flatMap((it) => it ?? []);
  const head = el("h2", { tabindex: -1 }, title);
  into.append(head, said, form.element,
    ...more.map((it) => (it instanceof Form ? it.element : it)));
  if (row) head.focus();
  else form.focus();
  return { isDirty: () => [form, ...more].some((it) => it instanceof Form && it.isDirty()) };
}

// A link can fill in a field of something new.
/**
 * @param {Place} at
 * @param {import("./control.js").Field} field
 */
function asked(at, field) {
  const text = at.query.get(field.name);
  if (text === null) return field.initial;
  return field.kind === "number" || field.kind === "pick" ? Number(text) || text : text;
}

/**
 * @param {Resource} told
 * @param {string} id
 * @returns {Promise<Row | undefined>}
 */
async function find(told, id) {
  const { key = "id", methods } = told;
  const { COLUMNS } = await import("../web/columns.js");
  const known = COLUMNS[methods.list] ?? {};
  const value = known[key]?.kind === "number" ? Number(id) : id;
  const { rows } = await ask(methods.list, {
    ...told.params?.(), fields: Object.keys(known).filter((it) => it !== SECRET), filter: { field: key, operator: "=", value },
  });
  return rows[0];
}

/**
 * @param {Resource} told
 * @param {Row | null} row
 * @param {Row} given
 * @param {() => void} leave
 */
async function save(told, row, given, leave) {
  const { key = "id", methods } = told;
  const sent = told.sent?.(given, row) ?? given;
  const method = row ? methods.change : methods.make;
  if (!method) return;
  if (row && !Object.keys(sent).length) return leave();
  const data = await insisted(told, method, row ? { [key]: row[key], ...sent } : sent);
  if (data === null) return;
  const secrets = row ? [] : told.secrets?.(data, sent) ?? [];
  if (secrets.length) await showSecrets(say(`secrets.${told.id}`), secrets);
  tell(say(row ? "done.save" : "done.create"));
  leave();
}
