// What is done to one thing of a resource: it is found, saved, removed.

import { Refused } from "../web/ask.js";
import { COLUMNS } from "../web/columns.js";
import { say } from "../web/words.js";
import { confirm, mayDelete } from "./confirm.js";
import { ask } from "./data.js";
import { showSecrets } from "./secrets.js";
import { tell } from "./told.js";

/** @typedef {import("./data.js").Row} Row */
/** @typedef {import("./data.js").Method} Method */
/** @typedef {import("./resource.js").Resource} Resource */

const SECRET = "password"; // told once, though the API would tell it again

/**
 * Whether it is gone.
 * @param {Resource} told
 * @param {Row} row
 */
export async function remove(told, row) {
  const { key = "id", methods } = told;
  if (!methods.remove || !await mayDelete(told.named(row))) return false;
  const isDone = await insisted(told, methods.remove, told.gone?.(row) ?? { [key]: row[key] });
  if (isDone) tell(say("done.delete", { name: told.named(row) }));
  return isDone !== null;
}

// What would shut the user out is asked about once more.
/**
 * @param {Resource} told
 * @param {Method} method
 * @param {Row} params
 */
async function insisted(told, method, params) {
  try {
    return (await ask(method, params)).rows ?? {};
  } catch (failure) {
    const mnemonic = failure instanceof Refused ? failure.mnemonic : "";
    if (!told.force || mnemonic !== "invalid_parameters_combination") throw failure;
    const isSure = await confirm({
      title: say("confirm.force"), text: say("confirm.force.text"), yes: say("do.force"),
    });
    return isSure ? (await ask(method, { ...params, force: true })).rows ?? {} : null;
  }
}

/**
 * @param {Resource} told
 * @param {string} id
 * @returns {Promise<Row | undefined>}
 */
export async function find(told, id) {
  const { key = "id", methods } = told;
  const known = COLUMNS[methods.list] ?? {};
  const value = known[key]?.kind === "number" ? Number(id) : id;
  const { rows } = await ask(methods.list, {
    ...told.params?.(), fields: Object.keys(known).filter((it) => it !== SECRET),
    filter: { field: key, operator: "=", value },
  });
  return rows[0];
}

/**
 * @param {Resource} told
 * @param {Row | null} row
 * @param {Row} given
 * @param {() => void} leave
 */
export async function save(told, row, given, leave) {
  const { key = "id", methods } = told;
  const sent = told.sent?.(given, row) ?? given;
  const method = row ? methods.change : methods.make;
  if (!method) return;
  if (row && !Object.keys(sent).length) return leave();
  const data = await insisted(told, method, row ? { [key]: row[key], ...sent } : sent);
  if (data === null) return;
  const secrets = row ? [] : told.secrets?.(data, sent) ?? [];
  if (secrets.length) await showSecrets(say(`secrets.${told.id}`), secrets);
  tell(say(row ? "done.save" : "done.create"));
  leave();
}
