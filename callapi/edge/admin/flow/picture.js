// The flow as a picture: boxes and arrows. It is drawn anew after each change; the mouse ties
// outcomes to boxes, keys go along the ways.

import { say } from "../../web/words.js";
import { find, inOrder, ways } from "./document.js";
import { layOut } from "./layout.js";
import { aloud, nameOf, outcomeName, typeName } from "./names.js";
import {
  arrowHead, badge, curve, HEAD, heightOf, hasMore, LONGEST, ROW, row, short, shownWays, startMark,
  tiesOf, WIDTH,
} from "./shapes.js";
import { svg } from "./svg.js";

/** @typedef {import("./document.js").Flow} Flow */
/** @typedef {import("./document.js").Operation} Operation */
/** @typedef {import("./document.js").Way} Way */
/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {import("./layout.js").Point} Point */
/** @typedef {import("./trace.js").Trace} Trace */
/** @typedef {{select: (key: string, outcome?: string) => void,
 *   connect: (from: string, outcome: string | null, to: string) => void,
 *   act: (key: string, what: "open" | "remove" | "connect") => void}} Hands */
/** @typedef {{selected: string | null, problems: Map<string, number>, trace: Trace | null}} Marks */
/** @typedef {{from: string, outcome: string | null, line: SVGPathElement, start: Point}} Drag */

const ZOOMS = [0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.5];
const EDGE = 12; // left free about what is brought into view
const SMALLEST_FIT = 0.75; // smaller than that nobody can read it

export class Picture {
  /** @type {Flow} */
  #flow = { name: "", start: "", operations: [] };
  /** @type {Layout | null} */
  #layout = null;
  /** @type {Drag | null} */
  #drag = null;
  #zoom = 1;
  #svg = svg("svg", { role: "group", class: "flow" });
  #hands;

  /** @param {Hands} hands */
  constructor(hands) {
    this.#hands = hands;
    this.#svg.addEventListener("pointerdown", (event) => this.#press(event));
    this.#svg.addEventListener("pointermove", (event) => this.#move(event));
    this.#svg.addEventListener("pointerup", (event) => this.#drop(event));
    this.#svg.addEventListener("pointercancel", () => this.#letGo());
    this.#svg.addEventListener("keydown", (event) => this.#key(event));
    this.#svg.addEventListener("click", (event) => this.#click(event));
  }

  get element() {
    return this.#svg;
  }

  /**
   * @param {Flow} flow
   * @param {Marks} marks
   */
  draw(flow, marks) {
    const hadFocus = this.#svg.contains(document.activeElement);
    this.#flow = flow;
    const operations = inOrder(flow);
    const shown = new Map(operations.map((it) => [it.key, shownWays(it)]));
    const ties = operations.flatMap((it) => tiesOf(it, shown.get(it.key) ?? []))
      .filter((it) => find(flow, it.to));
    const layout = layOut(
      operations.map((it) => ({ key: it.key, width: WIDTH, height: heightOf(it, shown.get(it.key) ?? []) })),
      ties,
    );
    this.#layout = layout;
    this.#svg.replaceChildren(
      arrowHead(),
      ...ties.flatMap((it, at) => this.#way(it, layout.paths[at] ?? [], marks)),
      ...operations.map((it) => this.#box(it, shown.get(it.key) ?? [], marks)),
    );
    this.#svg.setAttribute("aria-label", say("flow.picture", { count: operations.length }));
    this.#size();
    if (hadFocus && marks.selected) this.focus(marks.selected);
  }

  /** @param {string} key */
  focus(key) {
    const box = this.#find(key);
    box?.focus();
    box?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // Something that happens there is brought into view; neither focus nor page move.
  /** @param {string} key */
  show(key) {
    const [box, frame] = [this.#find(key), this.#svg.parentElement];
    if (!box || !frame) return;
    const [inner, outer] = [box.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollLeft += beyond(inner.left, inner.right, outer.left, outer.right);
    frame.scrollTop += beyond(inner.top, inner.bottom, outer.top, outer.bottom);
  }

  /** @param {number} by */
  zoom(by) {
    const at = ZOOMS.indexOf(ZOOMS.find((it) => it >= this.#zoom) ?? 1);
    this.#zoom = ZOOMS[Math.min(Math.max(at + by, 0), ZOOMS.length - 1)] ?? 1;
    this.#size();
  }

  // As large as the room allows, but to be read; and not larger than it is.
  /** @param {number} width */
  fit(width) {
    const whole = this.#layout?.width ?? 0;
    this.#zoom = whole > width ? Math.max(width / whole, SMALLEST_FIT) : 1;
    this.#size();
  }

  #size() {
    const { width, height } = this.#layout ?? { width: 0, height: 0 };
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#svg.setAttribute("width", String(Math.round(width * this.#zoom)));
    this.#svg.setAttribute("height", String(Math.round(height * this.#zoom)));
  }

  /** @param {string} key */
  #find(key) {
    return /** @type {SVGGElement | null} */ (this.#svg.querySelector(`[data-key="${key}"]`));
  }

  /**
   * @param {{from: string, outcome: string, to: string}} tie
   * @param {Point[]} path
   * @param {Marks} marks
   */
  #way(tie, path, marks) {
    const isTaken = marks.trace?.took(tie.from, tie.to) ?? false;
    const isOwn = marks.selected === tie.from;
    const shape = { d: curve(path), "data-from": tie.from, "data-outcome": tie.outcome };
    return [
      svg("path", { ...shape, class: "reach" }),
      svg("path", {
        ...shape, class: `tie${isOwn ? " own" : ""}${isTaken ? " taken" : ""}`,
        "marker-end": "url(#arrow)",
      }),
    ];
  }

  /**
   * @param {Operation} operation
   * @param {Way[]} shown
   * @param {Marks} marks
   */
  #box(operation, shown, marks) {
    const { x, y } = this.#layout?.at.get(operation.key) ?? { x: 0, y: 0 };
    const height = heightOf(operation, shown);
    const problems = marks.problems.get(operation.key) ?? 0;
    const isSelected = marks.selected === operation.key;
    const steps = marks.trace?.stepsAt(operation.key) ?? [];
    const isNow = marks.trace?.isAt(operation.key) ?? false;
    const isFirst = marks.selected === null || !find(this.#flow, marks.selected)
      ? operation.key === this.#flow.start : isSelected;
    return svg("g", {
      role: "button", tabindex: isFirst ? 0 : -1, transform: `translate(${x} ${y})`,
      "data-key": operation.key, "data-type": operation.type,
      class: `box${problems ? " wrong" : ""}${steps.length ? " passed" : ""}${isNow ? " now" : ""}`,
      "aria-current": isSelected ? "true" : null,
      "aria-label": aloud(this.#flow, operation, problems),
    },
    svg("rect", { class: "body", width: WIDTH, height, rx: 8 }),
    svg("rect", { class: "stripe", width: 5, height: height - 12, x: 0, y: 6, rx: 2.5 }),
    svg("text", { class: "type", x: 16, y: 18 }, short(typeName(operation.type), LONGEST + 6)),
    svg("text", { class: "name", x: 16, y: 36 }, short(nameOf(operation), LONGEST)),
    ...operation.key === this.#flow.start ? [startMark()] : [],
    ...shown.flatMap((way, at) => row(way.outcome, outcomeName(way.outcome), way.to, HEAD + at * ROW)),
    ...hasMore(operation, shown)
      ? row(null, say("flow.more"), undefined, HEAD + shown.length * ROW) : [],
    ...problems ? [badge("!", WIDTH - 2, "alarm")] : [],
    ...steps.length ? [badge(steps.join(","), 2, "step")] : []);
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const port = target(event, "[data-port]");
    const box = target(event, "[data-key]");
    if (!port || !box || event.button !== 0) return;
    event.preventDefault();
    const from = box.dataset.key ?? "";
    const start = this.#point(event);
    const line = svg("path", { class: "tie dragged", d: "" });
    this.#svg.append(line);
    this.#svg.setPointerCapture(event.pointerId);
    this.#drag = { from, outcome: port.dataset.port || null, line, start };
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.#drag) return;
    this.#drag.line.setAttribute("d", curve([this.#drag.start, this.#point(event)]));
    const over = under(event)?.dataset.key;
    for (const it of this.#svg.querySelectorAll(".box")) {
      it.classList.toggle("aimed", it.getAttribute("data-key") === over);
    }
  }

  /** @param {PointerEvent} event */
  #drop(event) {
    const drag = this.#drag;
    if (!drag) return;
    const to = under(event)?.dataset.key;
    const end = this.#point(event);
    const isFar = Math.hypot(end.x - drag.start.x, end.y - drag.start.y) > ROW / 2;
    this.#letGo();
    if (to && isFar) this.#hands.connect(drag.from, drag.outcome, to);
    else if (!isFar) this.#hands.select(drag.from, drag.outcome ?? undefined);
    if (!isFar && drag.outcome === null) this.#hands.act(drag.from, "connect");
  }

  #letGo() {
    this.#drag?.line.remove();
    this.#drag = null;
    for (const it of this.#svg.querySelectorAll(".aimed")) it.classList.remove("aimed");
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (target(event, "[data-port]")) return;
    const box = target(event, "[data-key]");
    const way = target(event, "[data-from]");
    if (box) this.#hands.select(box.dataset.key ?? "");
    else if (way) this.#hands.select(way.dataset.from ?? "", way.dataset.outcome);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const key = target(event, "[data-key]")?.dataset.key;
    if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
    const beside = this.#beside(key, event.key);
    if (beside) this.#hands.select(beside);
    else if (event.key === "Enter" || event.key === " ") this.#hands.act(key, "open");
    else if (event.key === "Delete" || event.key === "Backspace") this.#hands.act(key, "remove");
    else if (event.key === "c") this.#hands.act(key, "connect");
    else if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * @param {string} key
   * @param {string} arrow
   */
  #beside(key, arrow) {
    if (arrow === "ArrowRight") return ways(this.#own(key)).find((it) => it.to && it.to !== key)?.to;
    if (arrow === "ArrowLeft") {
      return inOrder(this.#flow).find((it) =>
        it.key !== key && ways(it).some((way) => way.to === key))?.key;
    }
    const by = { ArrowUp: -1, ArrowDown: 1 }[arrow];
    const layer = this.#layout?.layers.find((it) => it.includes(key)) ?? [];
    return by ? layer[layer.indexOf(key) + by] : undefined;
  }

  /** @param {string} key */
  #own(key) {
    return /** @type {Operation} */ (find(this.#flow, key));
  }

  /**
   * @param {PointerEvent} event
   * @returns {Point}
   */
  #point(event) {
    const frame = this.#svg.getBoundingClientRect();
    return { x: (event.clientX - frame.left) / this.#zoom, y: (event.clientY - frame.top) / this.#zoom };
  }
}

/**
 * How far it lies outside.
 * @param {number} first
 * @param {number} last
 * @param {number} from
 * @param {number} till
 */
function beyond(first, last, from, till) {
  return first < from ? first - from - EDGE : last > till ? last - till + EDGE : 0;
}

/**
 * @param {Event} event
 * @param {string} selector
 * @returns {SVGElement | null}
 */
function target(event, selector) {
  return event.target instanceof Element
    ? /** @type {SVGElement | null} */ (event.target.closest(selector)) : null;
}

/** @param {PointerEvent} event */
function under(event) {
  const found = document.elementFromPoint(event.clientX, event.clientY);
  return /** @type {SVGElement | null | undefined} */ (found?.closest(".flow [data-key]"));
}
