// What was, what is, and what was undone. Typing in one place is one step.

/** @typedef {import("./document.js").Flow} Flow */

const MOST = 200;
const TOGETHER_MS = 1_500;

export class History {
  /** @type {Flow[]} */
  #before = [];
  /** @type {Flow[]} */
  #after = [];
  /** @type {Flow} */
  #now;
  /** @type {Flow} */
  #saved;
  #place = "";
  #at = 0;

  /** @param {Flow} flow */
  constructor(flow) {
    this.#now = flow;
    this.#saved = flow;
  }

  get now() {
    return this.#now;
  }

  get canUndo() {
    return this.#before.length > 0;
  }

  get canRedo() {
    return this.#after.length > 0;
  }

  get isSaved() {
    return this.#now === this.#saved;
  }

  /**
   * @param {Flow} flow
   * @param {string} [place] where is typed; changes of one place in a row are one
   */
  take(flow, place = "") {
    const time = performance.now();
    const goesOn = place !== "" && place === this.#place && time - this.#at < TOGETHER_MS;
    if (!goesOn || this.isSaved) this.#before.push(this.#now);
    if (this.#before.length > MOST) this.#before.shift();
    this.#after = [];
    this.#now = flow;
    this.#place = place;
    this.#at = time;
  }

  undo() {
    const flow = this.#before.pop();
    if (!flow) return;
    this.#after.push(this.#now);
    this.#now = flow;
    this.#place = "";
  }

  redo() {
    const flow = this.#after.pop();
    if (!flow) return;
    this.#before.push(this.#now);
    this.#now = flow;
    this.#place = "";
  }

  /** @param {Flow} flow what the server has now */
  save(flow) {
    this.#saved = flow;
  }
}
