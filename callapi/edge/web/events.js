// What happens, told as it happens: GET /events, read with fetch, so that the token stands in
// a header and not in an address. A stream that breaks off goes on after its last event.

import { Refused } from "./ask.js";
import * as session from "./session.js";

/** @typedef {import("./told").Events} Events */
/** @typedef {{[N in keyof Events]: {name: N, data: Events[N]}}[keyof Events]} Told */
/** @typedef {"live" | "broken" | "over"} Condition */
/**
 * `begin`: whatever was not told before now has to be asked for.
 * @typedef {{begin: () => void, hear: (told: Told) => void, turn: (to: Condition) => void,
 *   fail: (why: Refused) => void}} Listener
 */

const FIRST_MS = 250;
const LONGEST_MS = 5_000;
const SILENCE_MS = 40_000; // the server says at least each 15 s that it is there
const REFUSED = new Set([400, 401, 403]);

export class Stream {
  /** @type {string | null} */
  #last = null;
  #wait = FIRST_MS;
  #ends = new AbortController();
  #listener;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  close() {
    this.#ends.abort();
  }

  // Until it is closed, or the token counts no more.
  async run() {
    while (!this.#ends.signal.aborted) {
      try {
        if (await this.#once()) return;
      } catch {
        // a broken connection, or a server that is not there
      }
      if (this.#ends.signal.aborted) return;
      this.#listener.turn("broken");
      await this.#pause();
    }
  }

  // Whether it is over for good.
  async #once() {
    const silent = new AbortController();
    const signal = silent.signal;
    const stop = () => silent.abort();
    this.#ends.signal.addEventListener("abort", stop, { once: true });
    let timer = setTimeout(stop, SILENCE_MS);
    try {
      const answer = await fetch(new URL("events", document.baseURI), {
        headers: this.#headers(), cache: "no-store", credentials: "omit", signal,
      });
      if (REFUSED.has(answer.status)) return await this.#refused(answer);
      if (!answer.ok || !answer.body) return false;
      this.#begin();
      const read = reader((name, data, id) => this.#hear(name, data, id));
      const body = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await body.read(); !part.done; part = await body.read()) {
        clearTimeout(timer);
        timer = setTimeout(stop, SILENCE_MS);
        read(part.value);
      }
      return false;
    } finally {
      clearTimeout(timer);
      this.#ends.signal.removeEventListener("abort", stop);
    }
  }

  #headers() {
    /** @type {Record<string, string>} */
    const headers = { Authorization: `Bearer ${session.token()}` };
    if (this.#last !== null) headers["Last-Event-ID"] = this.#last;
    return headers;
  }

  /** @param {Response} answer */
  async #refused(answer) {
    const { error } = await answer.json();
    this.#listener.turn("over");
    if (answer.status === 401) session.end();
    else this.#listener.fail(new Refused({ ...error.data, message: error.message }));
    return true;
  }

  #begin() {
    this.#wait = FIRST_MS;
    this.#listener.turn("live");
    if (this.#last === null) this.#listener.begin();
  }

  /**
   * @param {string} name
   * @param {string} data
   * @param {string | null} id
   */
  #hear(name, data, id) {
    if (id !== null) this.#last = id;
    if (name === "resync") this.#listener.begin();
    else this.#listener.hear(/** @type {Told} */ ({ name, data: JSON.parse(data) }));
  }

  // Longer each time, never quite the same, and over at once when the network is back.
  async #pause() {
    const ms = this.#wait * (0.75 + Math.random() / 2);
    this.#wait = Math.min(this.#wait * 2, LONGEST_MS);
    await new Promise((resolve) => {
      const over = new AbortController();
      const go = () => { clearTimeout(timer); over.abort(); resolve(null); };
      const timer = setTimeout(go, ms);
      addEventListener("online", go, { signal: over.signal });
      this.#ends.signal.addEventListener("abort", go, { signal: over.signal });
    });
  }
}

/**
 * Takes a stream of events part by part, wherever it is cut.
 * @param {(name: string, data: string, id: string | null) => void} hear
 */
export function reader(hear) {
  let rest = "";
  return (/** @type {string} */ text) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = new Map(block.split("\n").map((line) => {
        const at = line.indexOf(": ");
        return [line.slice(0, at), line.slice(at + 2)];
      }));
      const name = fields.get("event");
      if (name) hear(name, fields.get("data") ?? "null", fields.get("id") ?? null);
    }
  };
}
