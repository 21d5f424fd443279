// A scenario as it is drawn: never changed, each edit makes the next one.

import { TYPES } from "./operations.js";

/** @typedef {"number" | "text" | "flag" | "choice" | "choices" | "audio" | "id" | "ids" | "numbers"
 *   | "lines" | "object" | "rows" | "targets" | "way"} Kind */
/** @typedef {{name: string, kind: Kind, needed?: boolean, nullable?: boolean, default?: any,
 *   min?: number, max?: number, shortest?: number, longest?: number, fewest?: number, most?: number,
 *   values?: string[], of?: string, word?: string, fields?: Field[]}} Field */
/** @typedef {{outcomes: string[], required: string[], advised: string | null,
 *   fields: Field[]}} OperationType */
/** @typedef {{key: string, name: string | null, type: string, settings: Record<string, any>,
 *   transitions: Record<string, string | null>}} Operation */
/** @typedef {{name: string, start: string, operations: readonly Operation[]}} Flow */
// Where an outcome leads: a key, null: the call ends; undefined: the type's own way.
/** @typedef {{outcome: string, to: string | null | undefined}} Way */

const LONGEST_KEY = 60;
// Settings whose rows are ways as well, and what the outcome of a row is called.
const BRANCHES = new Map(Object.entries({
  returned_codes: (/** @type {any} */ row) => `code:${row.code}`,
  branches: (/** @type {any} */ _row, /** @type {number} */ place) => `branch_${place + 1}`,
}));

/** @returns {Flow} */
export function empty() {
  return { name: "", start: "", operations: [] };
}

/**
 * @param {import("../../web/data_api").StoredScenario} stored
 * @returns {Flow}
 */
export function fromStored(stored) {
  return {
    name: stored.name, start: stored.start_operation_key ?? "",
    operations: stored.operations.map((/** @type {any} */ it) => ({
      key: it.key, name: it.name ?? null, type: it.type, settings: it.settings ?? {},
      transitions: it.transitions ?? {},
    })),
  };
}

// As methods take it.
/** @param {Flow} flow */
export function toParams(flow) {
  return /** @type {import("../../web/data_api").DataApi["create.scenarios"]["params"]} */ (
    /** @type {unknown} */ (
      { name: flow.name, start_operation_key: flow.start, operations: flow.operations }));
}

/**
 * @param {Flow} flow
 * @param {string | null} key
 */
export function find(flow, key) {
  return flow.operations.find((it) => it.key === key) ?? null;
}

/**
 * Every outcome it has, whether or not it leads anywhere.
 * @param {Operation} operation
 * @returns {Way[]}
 */
export function ways(operation) {
  const outcomes = TYPES[operation.type]?.outcomes ?? Object.keys(operation.transitions);
  return [
    ...branches(operation).map(({ outcome, row }) => ({ outcome, to: row.to })),
    ...outcomes.map((outcome) => ({ outcome, to: operation.transitions[outcome] })),
  ];
}

/**
 * @param {Flow} flow
 * @param {string} type
 * @param {string} name
 * @returns {{flow: Flow, key: string}}
 */
export function add(flow, type, name) {
  const key = free(flow, type);
  /** @type {Operation} */
  const made = { key, name, type, settings: firstSettings(type), transitions: {} };
  const start = flow.start || key;
  return { flow: { ...flow, start, operations: [...flow.operations, made] }, key };
}

// Ways that have led to it lead nowhere.
/**
 * @param {Flow} flow
 * @param {string} key
 * @returns {Flow}
 */
export function remove(flow, key) {
  const operations = flow.operations.filter((it) => it.key !== key).map((it) =>
    ways(it).filter((way) => way.to === key).reduce((left, way) => led(left, way.outcome, undefined), it));
  const start = flow.start === key ? operations[0]?.key ?? "" : flow.start;
  return { ...flow, start, operations };
}

/**
 * @param {Flow} flow
 * @param {string} key
 * @param {Partial<Operation>} changes
 * @returns {Flow}
 */
export function change(flow, key, changes) {
  return {
    ...flow,
    operations: flow.operations.map((it) => (it.key === key ? { ...it, ...changes } : it)),
  };
}

/**
 * @param {Flow} flow
 * @param {string} key
 * @param {string} outcome
 * @param {string | null | undefined} to
 * @returns {Flow}
 */
export function connect(flow, key, outcome, to) {
  const operation = find(flow, key);
  return operation ? change(flow, key, led(operation, outcome, to)) : flow;
}

/**
 * Operations from the start on, in the order in which a call comes to them; then the rest.
 * @param {Flow} flow
 * @returns {Operation[]}
 */
export function inOrder(flow) {
  /** @type {Map<string, Operation>} */
  const met = new Map();
  const visit = (/** @type {string | null | undefined} */ key) => {
    const operation = find(flow, key ?? null);
    if (!operation || met.has(operation.key)) return;
    met.set(operation.key, operation);
    for (const way of ways(operation)) visit(way.to);
  };
  visit(flow.start);
  for (const it of flow.operations) visit(it.key);
  return [...met.values()];
}

// Whether any way leads there from the start.
/** @param {Flow} flow */
export function reached(flow) {
  /** @type {Set<string>} */
  const met = new Set();
  const waiting = [flow.start];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const operation = find(flow, key);
    if (!operation || met.has(key)) continue;
    met.add(key);
    waiting.push(...ways(operation).flatMap((it) => it.to ?? []));
  }
  return met;
}

/**
 * @param {Operation} operation
 * @param {string} outcome
 * @param {string | null | undefined} to
 * @returns {Operation}
 */
function led(operation, outcome, to) {
  const branch = branches(operation).find((it) => it.outcome === outcome);
  if (branch) {
    const rows = operation.settings[branch.setting].map((/** @type {any} */ row) =>
      (row === branch.row ? { ...row, to: to ?? null } : row));
    return { ...operation, settings: { ...operation.settings, [branch.setting]: rows } };
  }
  const transitions = { ...operation.transitions };
  if (to === undefined) delete transitions[outcome];
  else transitions[outcome] = to;
  return { ...operation, transitions };
}

/** @param {Operation} operation */
function branches(operation) {
  return [...BRANCHES].flatMap(([setting, name]) =>
    (operation.settings[setting] ?? []).map((/** @type {any} */ row, /** @type {number} */ place) =>
      ({ setting, row, outcome: name(row, place) })));
}

/** @param {string} type */
function firstSettings(type) {
  const needed = TYPES[type]?.fields.filter((it) => it.needed) ?? [];
  return Object.fromEntries(needed.map((it) => [it.name, first(it)]));
}

/**
 * What a field that has to be given begins with.
 * @param {Field} field
 * @returns {any}
 */
export function first(field) {
  switch (field.kind) {
    case "audio": return { type: "tts", value: "" };
    case "number": return field.min ?? 0;
    case "choice": return field.values?.[0] ?? "";
    case "flag": return false;
    case "id": case "way": return null;
    case "object":
      return Object.fromEntries((field.fields ?? []).map((it) =>
        [it.name, it.needed ? first(it) : it.default]));
    case "text": return "";
    default: return [];
  }
}

/**
 * @param {Flow} flow
 * @param {string} type
 */
function free(flow, type) {
  const stem = type.slice(0, LONGEST_KEY);
  const taken = new Set(flow.operations.map((it) => it.key));
  if (!taken.has(stem)) return stem;
  for (let n = 2; ; n += 1) if (!taken.has(`${stem}_${n}`)) return `${stem}_${n}`;
}
