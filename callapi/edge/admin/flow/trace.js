// What a call has gone through, as get.call_details tells it: for the picture, and as a list.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { inWords } from "./names.js";

/** @typedef {{event_time: string, event_mnemonic: string, event_name: string, event_text: string,
 *   duration: number | null, is_failed: boolean | null, fail_hint: string | null,
 *   data: Moment[] | null}} Moment */
/** @typedef {import("../../web/data_api").CallDetailsRow} Details */

export const FIELDS = /** @type {("call_events" | "call_scenario_actions")[]} */ (
  ["call_events", "call_scenario_actions"]);

export class Trace {
  /** @type {(string | null)[]} */
  #keys = []; // of the operations, in order; null: of another scenario
  /** @type {Moment[]} */
  moments = [];
  #known;

  /** @param {Map<number, string>} known keys by the ids that calls tell */
  constructor(known) {
    this.#known = known;
  }

  // Whether it tells anything new.
  /** @param {Details} details */
  take(details) {
    const before = JSON.stringify(this.moments);
    this.moments = details.call_events ?? [];
    this.#keys = (details.call_scenario_actions ?? []).map((/** @type {{action_id: number}} */ it) =>
      this.#known.get(it.action_id) ?? null);
    return JSON.stringify(this.moments) !== before;
  }

  get isOver() {
    return this.moments.some((it) => it.event_mnemonic === "finish");
  }

  // Where the call is, or was last.
  get at() {
    return this.#keys.at(-1) ?? null;
  }

  /** @param {string} key */
  isAt(key) {
    return !this.isOver && this.at === key;
  }

  /** @param {string} key */
  stepsAt(key) {
    return this.#keys.flatMap((it, place) => (it === key ? [place + 1] : []));
  }

  /**
   * @param {string} from
   * @param {string} to
   */
  took(from, to) {
    return this.#keys.some((it, place) => it === from && this.#keys[place + 1] === to);
  }

  // The key of each operation that was started, in order.
  get keys() {
    return this.#keys;
  }
}

/**
 * @param {readonly Moment[]} moments
 * @param {(place: number) => HTMLElement | null} [mark] beside the operation that came so many-th
 */
export function momentList(moments, mark = () => null) {
  let steps = 0;
  const item = (/** @type {Moment} */ it) => {
    const isStep = it.event_mnemonic === "action_started";
    const place = isStep ? steps++ : 0;
    return el("li", { class: `moment ${it.event_mnemonic}${it.is_failed ? " bad" : ""}` },
      el("time", { class: "time" }, it.event_time), " ",
      el("span", { class: "what" }, inWords(`moment.${it.event_mnemonic}`, it.event_name)), " ",
      it.event_text ? el("span", { class: "text" }, it.event_text) : null, " ",
      it.duration === null ? null
        : el("span", { class: "quiet" }, say("moment.lasted", { seconds: it.duration })),
      it.fail_hint ? el("span", { class: "quiet" }, ` ${it.fail_hint}`) : null,
      isStep ? mark(place) : null,
      it.data?.length ? inner(it.data) : null);
  };
  /**
   * @param {readonly Moment[]} them
   * @returns {HTMLElement}
   */
  const inner = (them) => el("ol", { class: "moments" }, ...them.map(item));
  return inner(moments);
}
