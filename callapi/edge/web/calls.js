// The account's calls: asked for once, then moved by the stream of events. Whoever shows them
// is told which have changed, at most once for each picture that is drawn.

import { ask, Refused } from "./ask.js";
import { Stream } from "./events.js";
import { after, fromView } from "./call.js";

/** @typedef {import("./call.js").Call} Call */
/** @typedef {import("./events.js").Told} Told */
/** @typedef {import("./events.js").Condition} Condition */
/** @typedef {{draw: (changed: Set<number>) => void, turn: (to: Condition) => void,
 *   hear: (told: Told) => void, fail: (why: unknown) => void,
 *   isShown: (id: number) => boolean}} Watch */

// Stands among the changed calls when all of them have been listed.
export const LISTED = 0;
const AGAIN_MS = 3_000;
const REFUSED_MS = 15_000;
const LATER = new Set(["limit_exceeded", "internal_error"]);

export class Calls {
  /** @type {Map<number, Call>} */
  #calls = new Map();
  /** @type {Told[] | null} */
  #early = []; // heard before the list was there
  /** @type {Set<number>} */
  #changed = new Set();
  #asked = 0; // the latest request counts
  #mayList = true;
  #drawing = false;
  /** @type {Stream | null} */
  #stream = null;
  #watch;

  /** @param {Watch} watch */
  constructor(watch) {
    this.#watch = watch;
  }

  // Whether the list has been asked for and is here.
  get isThere() {
    return this.#early === null;
  }

  open() {
    this.close();
    this.#stream = new Stream({
      begin: () => this.#list(),
      hear: (told) => this.#hear(told),
      turn: (to) => this.#watch.turn(to),
      fail: (why) => this.#watch.fail(why),
    });
    this.#stream.run();
  }

  close() {
    this.#stream?.close();
    this.#asked += 1;
  }

  /** @param {number} id */
  find(id) {
    return this.#calls.get(id);
  }

  // The newest first.
  all() {
    return [...this.#calls.values()].sort((a, b) => b.startedAt - a.startedAt || b.id - a.id);
  }

  /** @param {Call} call */
  put(call) {
    this.#calls.set(call.id, call);
    this.#mark(call.id);
  }

  // Whether a call is recorded is told by no event: it is asked for when a talk begins.
  /** @param {Call} call */
  async #askRecorded(call) {
    const views = await ask("list.calls", { virtual_phone_number: call.virtualNumber });
    const view = views.find((it) => it.call_session_id === call.id);
    const now = this.#calls.get(call.id);
    if (view && now) this.put({ ...now, recorded: fromView(view).recorded });
  }

  // What is heard meanwhile is older or newer than the list: it comes on top of it.
  async #list() {
    this.#early = [];
    const asked = ++this.#asked;
    try {
      const views = await ask("list.calls", {});
      if (asked !== this.#asked) return;
      this.#mayList = true;
      this.#take(views);
    } catch (failure) {
      if (asked !== this.#asked) return;
      this.#watch.fail(failure);
      const isLater = !(failure instanceof Refused) || LATER.has(failure.mnemonic);
      const wait = failure instanceof Refused ? REFUSED_MS : AGAIN_MS;
      this.#mayList = isLater;
      if (isLater) setTimeout(() => asked === this.#asked && this.#list(), wait);
      else this.#take([]); // who may not list them sees those that begin from now on
    }
  }

  /** @param {import("./call_api").CallView[]} views */
  #take(views) {
    const before = this.#calls;
    this.#calls = new Map(views.map((view) => {
      const known = before.get(view.call_session_id);
      const call = fromView(view);
      return [call.id, known ? { ...call, contactName: known.contactName } : call];
    }));
    const early = this.#early ?? [];
    this.#early = null;
    for (const told of early) this.#apply(told);
    for (const id of [...before.keys(), ...this.#calls.keys()]) this.#mark(id);
    this.#mark(LISTED); // even when there is none
  }

  /** @param {Told} told */
  #hear(told) {
    this.#watch.hear(told);
    if (this.#early === null) this.#apply(told);
    else this.#early.push(told);
  }

  /** @param {Told} told */
  #apply(told) {
    const id = "call_session_id" in told.data ? told.data.call_session_id : null;
    if (id === null) return;
    const call = after(this.#calls.get(id), told);
    if (call) this.#calls.set(id, call);
    else this.#calls.delete(id);
    this.#mark(id);
    const begins = told.name === "talk_started" && this.#watch.isShown(id);
    if (call && begins && this.#mayList) {
      this.#askRecorded(call).catch((failure) => this.#watch.fail(failure));
    }
  }

  /** @param {number} id */
  #mark(id) {
    this.#changed.add(id);
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      const changed = this.#changed;
      this.#changed = new Set();
      this.#watch.draw(changed);
    });
  }
}
