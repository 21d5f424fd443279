// What the picture of a flow is made of: the rows and ports of a box, the curves of ways.

import { ways } from "./document.js";
import { svg } from "./svg.js";

/** @typedef {import("./document.js").Operation} Operation */
/** @typedef {import("./document.js").Way} Way */
/** @typedef {import("./layout.js").Point} Point */

export const WIDTH = 180;
export const HEAD = 46;
export const ROW = 22;
const FOOT = 6;
const FEW = 3; // so many outcomes are all shown
export const LONGEST = 20; // letters
const MIDDLE = HEAD / 2;

/** @param {Operation} operation */
export function shownWays(operation) {
  const all = ways(operation);
  return all.length <= FEW ? all : all.filter((it) => it.to !== undefined);
}

/**
 * @param {Operation} operation
 * @param {Way[]} shown
 */
export function hasMore(operation, shown) {
  return ways(operation).length > shown.length;
}

/**
 * @param {Operation} operation
 * @param {Way[]} shown
 */
export function heightOf(operation, shown) {
  const rows = shown.length + (hasMore(operation, shown) ? 1 : 0);
  return HEAD + rows * ROW + FOOT;
}

/**
 * @param {Operation} operation
 * @param {Way[]} shown
 */
export function tiesOf(operation, shown) {
  return shown.flatMap(({ outcome, to }, at) => (to
    ? [{ from: operation.key, outcome, to, out: HEAD + at * ROW + ROW / 2, into: MIDDLE }] : []));
}

/**
 * @param {string | null} outcome
 * @param {string} text
 * @param {string | null | undefined} to
 * @param {number} y
 */
export function row(outcome, text, to, y) {
  const middle = y + ROW / 2;
  const state = to ? "tied" : to === null ? "end" : "free";
  return [
    svg("text", { class: `outcome ${state}`, x: 16, y: middle + 4 }, short(text, LONGEST)),
    svg("g", { class: `port ${state}`, "data-port": outcome ?? "" },
      svg("circle", { class: "reach", cx: WIDTH, cy: middle, r: 12 }),
      svg("circle", { class: "dot", cx: WIDTH, cy: middle, r: 5 }),
      ...to === null
        ? [svg("rect", { class: "stop", x: WIDTH - 2.5, y: middle - 2.5, width: 5, height: 5 })] : []),
  ];
}

export function startMark() {
  return svg("path", { class: "start", d: `M -14 ${MIDDLE - 7} L -4 ${MIDDLE} L -14 ${MIDDLE + 7} Z` });
}

/**
 * @param {string} text
 * @param {number} x
 * @param {string} kind
 */
export function badge(text, x, kind) {
  const width = Math.max(18, 10 + text.length * 7);
  return svg("g", { class: `mark ${kind}` },
    svg("rect", { x: x - width / 2, y: -9, width, height: 18, rx: 9 }),
    svg("text", { x, y: 4, "text-anchor": "middle" }, text));
}

export function arrowHead() {
  return svg("defs", {}, svg("marker", {
    id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8,
    orient: "auto", markerUnits: "userSpaceOnUse",
  }, svg("path", { d: "M 0 0.5 L 8 4 L 0 7.5 Z", class: "head" })));
}

/** @param {Point[]} path */
export function curve(path) {
  const [first, ...rest] = path;
  if (!first) return "";
  let [x, y] = [first.x, first.y];
  const parts = [`M ${x} ${y}`];
  for (const it of rest) {
    const goesBack = it.x < x;
    const bend = goesBack ? 0 : Math.max(18, (it.x - x) / 2);
    if (it.x === x) parts.push(around(x, y, it, path));
    else if (goesBack) parts.push(`L ${it.x} ${it.y}`);
    else parts.push(`C ${x + bend} ${y} ${it.x - bend} ${it.y} ${it.x} ${it.y}`);
    [x, y] = [it.x, it.y];
  }
  return parts.join(" ");
}

/**
 * Down on the right and up on the left, of a way back.
 * @param {number} x
 * @param {number} y
 * @param {Point} it
 * @param {Point[]} path
 */
function around(x, y, it, path) {
  const out = x === path[0]?.x ? 26 : -26;
  return `C ${x + out} ${y} ${x + out} ${it.y} ${it.x} ${it.y}`;
}

/**
 * @param {string} text
 * @param {number} most
 */
export function short(text, most) {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}\u2026` : text;
}
