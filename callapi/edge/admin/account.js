// Who is logged in, and what he may do: what he may not is not offered.

import { look } from "../web/ask.js";

/** @typedef {import("../web/data_api").AccountView} AccountView */
/** @typedef {"select" | "insert" | "update" | "delete"} Flag */

/** @type {AccountView | null} */
let account = null;

export async function read() {
  account = (await look("getobj.account", {})).rows;
  return account;
}

export function current() {
  if (!account) throw new Error("nobody is logged in");
  return account;
}

export function isAdmin() {
  return account?.user_type === "admin";
}

/**
 * @param {string | undefined} unit
 * @param {Flag} [flag]
 */
export function may(unit, flag = "select") {
  if (isAdmin() || !unit) return true;
  const own = account?.permissions.find((it) => it.unit_id === unit);
  return Boolean(own?.[`is_${flag}`]);
}

// By the verb of a method, as the server has it.
/** @type {Record<string, Flag>} */
const FLAGS = { get: "select", getobj: "select", create: "insert", upload: "insert", delete: "delete" };

/**
 * @param {{unit?: string, admin?: boolean}} page
 * @param {string | undefined} method
 */
export function mayAsk({ unit, admin }, method) {
  if (!method) return false;
  const [verb = ""] = method.split(".");
  return admin ? isAdmin() : may(unit, FLAGS[verb] ?? "update");
}

/** @param {string | undefined} component */
export function has(component) {
  return !component || Boolean(account?.components.includes(component));
}
