// Calls by the hour of the day, answered and lost: as bars, and as a table for who reads it so.

import { words } from "../../web/mistake.js";
import { clear, el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { svg } from "../flow/svg.js";
import { count } from "../value.js";
import { rowsOf } from "./csv.js";

/** @typedef {{answered: number, lost: number}} Hour */
/** @typedef {import("../data.js").Row} Row */

const HOURS = 24;
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [960, 180, 44, 22, 10];
const MOST = 200_000; // more rows are not read for a picture

export class Chart {
  element = el("section", { class: "chart", "aria-labelledby": "chart-title" });
  #place = el("div", {});
  #asked = 0;

  constructor() {
    this.element.append(el("h3", { id: "chart-title" }, say("chart.title")), this.#place);
  }

  /** @param {Row} params */
  async read(params) {
    const asked = ++this.#asked;
    this.#place.setAttribute("aria-busy", "true");
    /** @type {Hour[]} */
    const hours = Array.from({ length: HOURS }, () => ({ answered: 0, lost: 0 }));
    try {
      const fields = ["start_time", "is_lost"];
      const parts = rowsOf({ method: "get.calls_report", params, fields, key: "id" });
      for await (const { rows, total } of parts) {
        if (asked !== this.#asked) return;
        if (total > MOST) return this.#tell(say("chart.many", { most: count(MOST) }));
        for (const row of rows) add(hours, row);
      }
      this.#draw(hours);
    } catch (failure) {
      if (asked === this.#asked) this.#tell(words(failure));
    } finally {
      if (asked === this.#asked) this.#place.removeAttribute("aria-busy");
    }
  }

  /** @param {string} text */
  #tell(text) {
    clear(this.#place).append(el("p", { class: "quiet" }, text));
  }

  /** @param {Hour[]} hours */
  #draw(hours) {
    const isOpen = this.#place.querySelector("details")?.open ?? false;
    const details = el("details", {}, el("summary", {}, say("chart.table")), asTable(hours));
    details.open = isOpen;
    clear(this.#place).append(
      el("div", { class: "wide", tabindex: 0, role: "region", "aria-labelledby": "chart-title" },
        picture(hours)),
      el("p", { class: "legend" },
        el("span", { class: "answered" }, `${say("chart.answered")}: ${count(sum(hours, "answered"))}`), " ",
        el("span", { class: "lost" }, `${say("chart.lost")}: ${count(sum(hours, "lost"))}`)),
      details);
  }
}

/**
 * @param {Hour[]} hours
 * @param {Row} row
 */
function add(hours, row) {
  const hour = hours[Number(String(row.start_time).slice(11, 13))];
  if (hour) hour[row.is_lost ? "lost" : "answered"] += 1;
}

/**
 * @param {Hour[]} hours
 * @param {keyof Hour} kind
 */
function sum(hours, kind) {
  return hours.reduce((all, it) => all + it[kind], 0);
}

/** @param {Hour[]} hours */
function picture(hours) {
  const highest = ceiling(Math.max(1, ...hours.map((it) => it.answered + it.lost)));
  const room = HEIGHT - TOP - BOTTOM;
  const y = (/** @type {number} */ value) => TOP + room * (1 - value / highest);
  const step = (WIDTH - LEFT) / HOURS;
  const lines = [0, highest / 2, highest].map((value) => svg("g", { class: "scale" },
    svg("line", { x1: LEFT, x2: WIDTH, y1: y(value), y2: y(value) }),
    svg("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, count(value))));
  const bars = hours.flatMap(({ answered, lost }, hour) => {
    const x = LEFT + hour * step;
    const bar = (/** @type {string} */ kind, /** @type {number} */ from, /** @type {number} */ value) =>
      svg("rect", {
        class: kind, x: x + step * 0.15, width: step * 0.7,
        y: y(from + value), height: y(from) - y(from + value),
      });
    return [
      svg("g", {}, svg("title", {}, say("chart.hour", { hour: two(hour), answered, lost })),
        bar("answered", 0, answered), bar("lost", answered, lost),
        svg("rect", { class: "whole", x, y: TOP, width: step, height: room })),
      svg("text", { class: "hour", x: x + step / 2, y: HEIGHT - 6, "text-anchor": "middle" }, two(hour)),
    ];
  });
  const said = say("chart.said", {
    answered: count(sum(hours, "answered")), lost: count(sum(hours, "lost")), busiest: busiest(hours),
  });
  const viewBox = `0 0 ${WIDTH} ${HEIGHT}`;
  return svg("svg", { role: "img", viewBox, "aria-label": said }, ...lines, ...bars);
}

/** @param {Hour[]} hours */
function asTable(hours) {
  const seen = hours.map((it, hour) => ({ ...it, hour })).filter((it) => it.answered + it.lost > 0);
  return el("table", {},
    el("caption", { class: "unseen" }, say("chart.title")),
    el("thead", {}, el("tr", {}, ...["chart.of", "chart.answered", "chart.lost"].map((it) =>
      el("th", { scope: "col" }, say(it))))),
    el("tbody", {}, ...seen.map((it) => el("tr", {},
      el("th", { scope: "row" }, `${two(it.hour)}:00`),
      el("td", { class: "number", "data-label": say("chart.answered") }, count(it.answered)),
      el("td", { class: "number", "data-label": say("chart.lost") }, count(it.lost))))));
}

/** @param {Hour[]} hours */
function busiest(hours) {
  const most = Math.max(...hours.map((it) => it.answered + it.lost));
  return most ? `${two(hours.findIndex((it) => it.answered + it.lost === most))}:00` : "\u2013";
}

// The next number that is round, and even, so that its half is whole.
/** @param {number} value */
function ceiling(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const round = [1, 2, 4, 6, 8, 10].map((it) => it * power).find((it) => it >= value) ?? value;
  return Math.max(2, round);
}

/** @param {number} hour */
function two(hour) {
  return String(hour).padStart(2, "0");
}
