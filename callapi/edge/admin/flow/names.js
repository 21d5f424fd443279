// What operations, their types and outcomes are called.

import { knows, say } from "../../web/words.js";
import { find, ways } from "./document.js";

/** @typedef {import("./document.js").Flow} Flow */
/** @typedef {import("./document.js").Operation} Operation */
/** @typedef {import("./document.js").Way} Way */

/** @param {Operation} operation */
export function nameOf(operation) {
  return operation.name || `${typeName(operation.type)} (${operation.key})`;
}

/** @param {string} type */
export function typeName(type) {
  return inWords(`type.${type}`, type);
}

/** @param {string} outcome */
export function outcomeName(outcome) {
  const [, kind, value] = /^(code:|branch_|key_)(.+)$/.exec(outcome) ?? [];
  if (kind === "code:") return say("outcome.code", { code: value });
  if (kind === "branch_") return say("outcome.branch", { number: value });
  if (kind === "key_") return say("outcome.key", { key: { star: "*", hash: "#" }[value ?? ""] ?? value });
  return inWords(`outcome.${outcome}`, outcome);
}

/**
 * @param {Flow} flow
 * @param {Way} way
 */
export function targetName(flow, way) {
  if (way.to === null) return say("way.end");
  const to = find(flow, way.to ?? null);
  return to ? nameOf(to) : way.to ?? say("way.none");
}

/**
 * An operation as it is read aloud.
 * @param {Flow} flow
 * @param {Operation} operation
 * @param {number} problems
 */
export function aloud(flow, operation, problems) {
  const led = ways(operation).filter((it) => it.to !== undefined);
  return [
    `${nameOf(operation)}, ${typeName(operation.type)}`,
    flow.start === operation.key ? say("flow.starts") : "",
    led.map((it) => `${outcomeName(it.outcome)}: ${targetName(flow, it)}`).join("; "),
    problems ? say("flow.problems.count", { count: problems }) : "",
  ].filter(Boolean).join(". ");
}

// What a setting is called by its path, or what it is a part of.
/** @param {string} path */
export function settingName(path) {
  for (let at = path; at; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
    const key = [`setting.${at}`, `setting.${at.split(".").at(-1)}`].find(knows);
    if (key) return say(key);
  }
  return path.replaceAll("_", " ");
}

/**
 * @param {string} key
 * @param {string} other
 */
export function inWords(key, other) {
  return knows(key) ? say(key) : other.replaceAll("_", " ");
}
