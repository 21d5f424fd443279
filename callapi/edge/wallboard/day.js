// What has become of today's calls: read from the report once, then counted as each ends.

import { look } from "../web/ask.js";
import { today } from "../web/clock.js";

/** @typedef {import("../web/told").CallSessionFinished} Finished */
/** @typedef {{id: number, isIn: boolean, isLost: boolean, talkedId: number | null,
 *   employeeIds: number[]}} Ended */
/** @typedef {{answered: number, lost: number}} Count */

const PAGE = 10_000;

export class Day {
  answered = 0; // of those that came in
  lost = 0;
  out = 0;
  reached = 0; // of those that went out
  /** @type {Map<number, Count>} */
  employees = new Map();
  /** @type {Set<number>} */
  #counted = new Set();
  /** @type {Finished[] | null} */
  #early = null; // heard while the report is read
  /** @type {Promise<unknown>} */
  #reading = Promise.resolve();
  #date = "";
  #zone;

  /** @param {string | undefined} zone */
  constructor(zone) {
    this.#zone = zone;
    this.#reset();
  }

  // One after the other, so that each ends with all that was heard.
  read() {
    const read = this.#reading.then(() => this.#read());
    this.#reading = read.catch(() => {});
    return read;
  }

  async #read() {
    this.#early = [];
    try {
      /** @type {Ended[]} */
      const found = [];
      for (let rows = PAGE; rows === PAGE;) {
        /** @type {Ended[]} */
        const page = await this.#page(found.length);
        rows = page.length;
        found.push(...page);
      }
      this.#reset();
      for (const ended of found) this.#count(ended);
    } finally {
      const early = this.#early ?? [];
      this.#early = null;
      for (const data of early) this.add(data);
    }
  }

  /** @param {Finished} data */
  add(data) {
    if (this.#early) this.#early.push(data);
    else if (data.start_time?.startsWith(this.#date)) this.#count(fromEvent(data));
  }

  // Whether a new day has begun, which has no calls yet.
  turn() {
    if (today(this.#zone) === this.#date) return false;
    this.#reset();
    return true;
  }

  #reset() {
    this.#date = today(this.#zone);
    this.#counted = new Set();
    this.employees = new Map();
    this.answered = this.lost = this.out = this.reached = 0;
  }

  /** @param {number} offset */
  async #page(offset) {
    const date = today(this.#zone);
    const { rows } = await look("get.calls_report", {
      date_from: `${date} 00:00:00`, date_till: `${date} 23:59:59`, limit: PAGE, offset,
      fields: ["id", "direction", "is_lost", "last_talked_employee_id", "employees"],
    });
    return rows.map(fromRow);
  }

  /** @param {Ended} ended */
  #count(ended) {
    if (this.#counted.has(ended.id)) return;
    this.#counted.add(ended.id);
    if (ended.isIn) return this.#countIn(ended);
    this.out += 1;
    this.reached += ended.isLost ? 0 : 1;
    return undefined;
  }

  // A lost call is one of each employee who could have answered it.
  /** @param {Ended} ended */
  #countIn(ended) {
    this.lost += ended.isLost ? 1 : 0;
    this.answered += ended.isLost ? 0 : 1;
    if (ended.talkedId !== null) this.#of(ended.talkedId).answered += 1;
    else if (ended.isLost) for (const id of new Set(ended.employeeIds)) this.#of(id).lost += 1;
  }

  /** @param {number} id */
  #of(id) {
    const count = this.employees.get(id) ?? { answered: 0, lost: 0 };
    this.employees.set(id, count);
    return count;
  }
}

/**
 * @param {import("../web/data_api").CallsReportRow} row
 * @returns {Ended}
 */
function fromRow(row) {
  return {
    id: row.id ?? 0, isIn: row.direction === "in", isLost: row.is_lost ?? false,
    talkedId: row.last_talked_employee_id ?? null,
    employeeIds: row.employees.map((/** @type {{employee_id: number}} */ it) => it.employee_id),
  };
}

/**
 * @param {Finished} data
 * @returns {Ended}
 */
function fromEvent(data) {
  return {
    id: data.call_session_id ?? 0, isIn: data.direction === "in", isLost: data.is_lost ?? false,
    talkedId: data.last_talked_employee_id, employeeIds: data.employee_ids,
  };
}
