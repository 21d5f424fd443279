// What the workspace has to know of the account, and who its user is in it. Somebody without
// the right to one of these lists works without it: numbers can be typed as well.

import { ask, look } from "../web/ask.js";
import { isForbidden } from "../web/mistake.js";
import { anyCase, digits } from "../web/search.js";

/** @typedef {import("../web/data_api").DataApi} DataApi */
/** @typedef {{id: number, name: string, extension: string | null,
 *   numbers: {number: string, isActive: boolean}[]}} Employee */
/** @typedef {{name: string, numbers: string[]}} Contact */
/** @typedef {{employee: Employee | null, number: string}} Me */

const MOST = 10_000;
const CONTACTS = 1_000; // of the address book; who is not among them is asked for
const FOUND = 8;
const NUMBERS = 100; // of one question

export class Account {
  /** @type {{number: string, name: string}[]} */
  virtualNumbers = [];
  /** @type {Employee[]} */
  employees = [];
  /** @type {{id: number, name: string, color: string}[]} */
  tags = [];
  /** @type {{id: number, name: string}[]} */
  files = [];
  /** @type {Contact[]} */
  contacts = [];
  /** @type {string | undefined} */
  zone = undefined; // where its times are
  /** @type {Map<string, string>} */
  #names = new Map(); // of contacts, by number
  #isWhole = true; // whether all contacts are known
  /** @type {import("../web/call_api").Option[]} */
  options = [];
  /** @type {Map<string, boolean>} */
  lines = new Map(); // whether each is registered
  /** @type {Me} */
  me = { employee: null, number: "" };
  isMeFixed = false;
  /** @type {Set<string>} */
  refused = new Set(); // methods that its user may not ask
  #isRead = false;
  /** @type {number | null} */
  #employeeId = null; // as the account has it
  #login;

  /** @param {string} login */
  constructor(login) {
    this.#login = login;
  }

  // As much as can be read; what kept the rest from it is thrown then.
  async read() {
    const read = await Promise.allSettled([
      allowed(this.#readMe()), allowed(this.#readNumbers()), allowed(this.#readEmployees()),
      allowed(this.#readTags()), allowed(this.#readFiles()), allowed(this.#readContacts()),
      allowed(this.#readOptions()), allowed(this.readLines()), allowed(this.#readZone()),
    ]);
    this.#find();
    for (const it of read) if (it.status === "rejected") throw it.reason;
    this.#isRead = true;
  }

  // Whether all of this is known already; an hour later it is not asked for again.
  /** @param {string} login */
  isOf(login) {
    return this.#isRead && login !== "" && login === this.#login;
  }

  // The registration of all lines; events tell only who has lost it.
  async readLines() {
    const { rows } = await look("get.sip_lines", {
      fields: ["phone_number", "is_registered"], limit: MOST,
    });
    this.lines = new Map(rows.map((it) => [it.phone_number ?? "", it.is_registered ?? false]));
  }

  /** @param {Me} me */
  choose(me) {
    this.me = me;
    const told = { employee: me.employee?.id ?? null, number: me.number };
    localStorage.setItem(this.#key, JSON.stringify(told));
  }

  /** @param {import("../web/call.js").Call} call */
  isMine(call) {
    const own = this.me.employee?.id;
    return call.legs.some((leg) => leg.role !== "contact" && (own
      ? leg.employeeId === own : this.me.number !== "" && leg.number === this.me.number));
  }

  /** @param {string} number */
  nameOf(number) {
    return this.#names.get(number) ?? null;
  }

  // Contacts that only the server knows; null: there are none.
  /** @param {string} text */
  find(text) {
    if (this.#isWhole) return null;
    const number = JSON.stringify(digits(text));
    return this.#contacts({
      condition: "or", filters: [
        { field: "full_name", operator: "regexp", value: anyCase(text) },
        { field: "phone_numbers", operator: "jsquery", value: `# = ${number}` },
      ],
    }, FOUND);
  }

  // Whose these numbers are; whether that is known of more than before.
  /** @param {string[]} numbers */
  async learn(numbers) {
    const unknown = [...new Set(numbers)].filter((it) => !this.#names.has(it));
    if (this.#isWhole || !unknown.length) return false;
    const before = this.#names.size;
    for (let from = 0; from < unknown.length; from += NUMBERS) {
      const some = JSON.stringify(unknown.slice(from, from + NUMBERS)).slice(1, -1);
      await allowed(this.#contacts(
        { field: "phone_numbers", operator: "jsquery", value: `# IN (${some})` }, MOST,
      ));
    }
    return this.#names.size > before;
  }

  get #key() {
    return `callapi.me.${this.#login}`;
  }

  // Whom the account says he is, else whom he has said before.
  #find() {
    const known = this.employees.find((it) => it.id === this.#employeeId);
    this.isMeFixed = known !== undefined;
    /** @type {{employee?: number, number?: string}} */
    const before = JSON.parse(localStorage.getItem(this.#key) ?? "{}");
    const employee = known ?? this.employees.find((it) => it.id === before.employee) ?? null;
    const isOwn = !employee || employee.numbers.some((it) => it.number === before.number);
    this.me = { employee, number: (isOwn && before.number) || "" };
  }

  async #readMe() {
    const { rows } = await look("get.users", {
      fields: ["employee_id"], filter: { field: "login", operator: "=", value: this.#login },
    });
    this.#employeeId = rows[0]?.employee_id ?? null;
  }

  async #readNumbers() {
    const { rows } = await look("get.virtual_numbers", {
      fields: ["virtual_phone_number", "name"], limit: MOST,
      filter: { field: "status", operator: "=", value: "active" },
    });
    this.virtualNumbers = rows.map((it) =>
      ({ number: it.virtual_phone_number ?? "", name: it.name ?? "" }));
  }

  async #readEmployees() {
    const { rows } = await look("get.employees", {
      fields: ["id", "full_name", "extension", "phone_numbers"], limit: MOST,
      sort: [{ field: "full_name", order: "asc" }],
    });
    this.employees = rows.map((it) => ({
      id: it.id ?? 0, name: it.full_name ?? "",
      extension: it.extension?.extension_phone_number ?? null,
      numbers: it.phone_numbers.map((/** @type {{phone_number: string, status: string}} */ its) =>
        ({ number: its.phone_number, isActive: its.status === "active" })),
    }));
  }

  async #readTags() {
    const { rows } = await look("get.tags", { fields: ["id", "name", "color"], limit: MOST });
    this.tags = rows.map((it) =>
      ({ id: it.id ?? 0, name: it.name ?? "", color: it.color ?? "" }));
  }

  async #readFiles() {
    const { rows } = await look("get.media_files", { fields: ["id", "name"], limit: MOST });
    this.files = rows.map((it) => ({ id: it.id ?? 0, name: it.name ?? "" }));
  }

  async #readContacts() {
    this.contacts = await this.#contacts({}, CONTACTS, (total) => {
      this.#isWhole = total <= CONTACTS;
    });
  }

  /**
   * @param {Record<string, unknown>} filter
   * @param {number} limit
   * @param {(total: number) => void} [counted]
   * @returns {Promise<Contact[]>}
   */
  async #contacts(filter, limit, counted) {
    const { rows, total } = await look("get.contacts", {
      fields: ["full_name", "phone_numbers"], filter, limit,
    });
    counted?.(total);
    const found = rows.map((it) => ({ name: it.full_name ?? "", numbers: it.phone_numbers }));
    for (const { name, numbers } of found) {
      for (const number of numbers) this.#names.set(number, name);
    }
    return found;
  }

  async #readZone() {
    const { rows } = await look("getobj.account", {});
    this.zone = rows.timezone;
  }

  async #readOptions() {
    this.options = await ask("list.talk_options", {});
  }
}

/**
 * @template T
 * @param {Promise<T>} asked
 * @returns {Promise<T | null>}
 */
async function allowed(asked) {
  try {
    return await asked;
  } catch (failure) {
    if (isForbidden(failure)) return null;
    throw failure;
  }
}
