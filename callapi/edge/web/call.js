// A call as the workspace knows it: read from list.calls once, then moved by events alone.

import { ALLOWED, LEG_TEXTS } from "./states.js";

/** @typedef {keyof typeof ALLOWED} State */
/** @typedef {"contact" | "operator" | "third" | "coach"} Role */
/** @typedef {{id: number, role: Role, caller: string, number: string, employeeId: number | null,
 *   name: string | null, answered: boolean, leaving: boolean, said: string | null}} Leg */
/** @typedef {{id: number, direction: string, startedAt: number, virtualNumber: string,
 *   contact: string, contactName: string | null, tags: {id: number, name: string}[], legs: Leg[],
 *   state: State, since: number | null, recorded: boolean, blocked: boolean,
 *   allowed: readonly string[] | null}} Call */
/** @typedef {import("./call_api").CallView} CallView */
/** @typedef {import("./call_api").LegView} LegView */
/** @typedef {import("./events.js").Told} Told */

/** @type {readonly State[]} */
const WITH_THIRD = ["HOLD", "WAITING_INPUT", "DIALING", "OPERATOR_TALK"];

/** @type {Role} */
const OPERATOR = "operator";

// What a call that is not known yet can begin with: recordings and tags are told of calls that
// are over as well.
const BEGINNINGS = new Set(["in_call_session", "out_call_session", "in_call", "out_call"]);

// --- from list.calls

/**
 * @param {CallView} view
 * @returns {Call}
 */
export function fromView(view) {
  const legs = view.legs.map((leg) => fromLeg(view, leg));
  const state = stateOf(legs);
  for (const leg of legs) {
    if (leg.role === "coach" && WITH_THIRD.includes(state) && isThird(leg)) leg.role = "third";
  }
  return {
    id: view.call_session_id, direction: view.direction, startedAt: Date.parse(view.start_time),
    virtualNumber: view.virtual_phone_number, contact: view.contact_phone_number,
    contactName: null, tags: view.tags.map((it) => ({ id: it.tag_id, name: it.tag_name })),
    legs: legs.filter((it) => !it.leaving), state, since: null, recorded: view.legs.some((it) => it.record_call_enabled),
    blocked: false, allowed: null,
  };
}

/**
 * @param {CallView} view
 * @param {LegView} leg
 * @returns {Leg}
 */
function fromLeg(view, leg) {
  const said = LEG_TEXTS[/** @type {keyof typeof LEG_TEXTS} */ (leg.state)] ?? "dial";
  const contact = view.contact_phone_number;
  const isContact = leg.called_phone_number === contact
    || (view.direction === "in" && leg.calling_phone_number === contact
      && leg.employee_id === null && !leg.is_operator);
  /** @type {Role} */
  const role = leg.is_operator ? "operator" : isContact ? "contact" : "coach";
  return {
    id: leg.leg_id, role, caller: leg.calling_phone_number, number: leg.called_phone_number,
    employeeId: leg.employee_id, name: leg.employee_full_name,
    answered: said !== "dial" || (isContact && leg.called_phone_number !== contact), // he calls
    leaving: said === "disconnected", said,
  };
}

/**
 * What state makes the legs say what they say. Who is neither contact nor operator is a coach
 * in a conversation, a third party while the contact waits, and dialled to be the operator
 * before there is a conversation at all.
 * @param {Leg[]} legs
 * @returns {State}
 */
function stateOf(legs) {
  const contact = legs.find((it) => it.role === "contact");
  const operator = legs.find((it) => it.role === "operator");
  const others = legs.filter((it) => it.role === "coach" && !it.leaving);
  if (contact?.said === "call_transfer") return "TRANSFERRING";
  if (contact?.said === "on_hold") {
    if (operator?.said === "operators_talking") return "OPERATOR_TALK";
    return others.some(isThird) ? "DIALING" : "HOLD";
  }
  const talking = [contact, operator].filter((it) => it?.answered && !it.leaving);
  if (talking.length === 2) return "TALK";
  if (contact?.said === "conversation" && !operator && !others.length) return "INFORMING";
  if (talking.length === 1 && legs.some((it) => it.leaving)) return "POST_TALK";
  for (const leg of others) leg.role = "operator";
  return "SESSION";
}

/** @param {Leg} leg */
function isThird(leg) {
  return leg.said === "dial" || leg.said === "operators_talking" || leg.said === "call_transfer";
}

// --- by events

/**
 * The call after the event; null: there is none any more.
 * @param {Call | undefined} before
 * @param {Told} told
 * @returns {Call | null}
 */
export function after(before, told) {
  if (told.name === "call_session_finished") return null;
  if (!before && !BEGINNINGS.has(told.name)) return null;
  const call = before ? fresh(before) : fromFacts(told);
  const at = told.data && "notification_timestamp" in told.data
    ? (told.data.notification_timestamp ?? 0) * 1000 : 0;
  switch (told.name) {
    case "in_call":
    case "out_call":
      return dialled(call, told, at);
    case "leg_answered":
      return answered(call, Number(told.data.leg_id), at);
    case "leg_finished":
      return left(call, Number(told.data.leg_id), at);
    case "talk_started":
      return talks(call, told.data.leg_ids, at);
    case "talk_finished":
      return parts(call, at);
    case "set_mark":
      return { ...call, tags: marks(told.data.tag_ids, told.data.tag_names) };
    case "contact_blocked":
      return { ...call, blocked: true };
    default:
      return call;
  }
}

// What was known of this moment alone is not known any more.
/**
 * @param {Call} call
 * @returns {Call}
 */
function fresh(call) {
  return { ...call, allowed: null, legs: call.legs.map((it) => ({ ...it, said: null })) };
}

/**
 * @param {Told} told
 * @returns {Call}
 */
function fromFacts(told) {
  const facts = /** @type {import("./told").InCallSession} */ (told.data);
  return {
    id: Number(facts.call_session_id), direction: facts.direction ?? "in",
    startedAt: (facts.notification_timestamp ?? 0) * 1000,
    virtualNumber: facts.virtual_phone_number ?? "", contact: facts.contact_phone_number ?? "",
    contactName: facts.contact_full_name, tags: [], legs: [], state: "SESSION", since: null,
    recorded: false, blocked: false, allowed: null,
  };
}

/**
 * @param {Call} call
 * @param {Extract<Told, {name: "in_call" | "out_call"}>} told
 * @param {number} at
 * @returns {Call}
 */
function dialled(call, told, at) {
  const data = told.data;
  if (call.legs.some((it) => it.id === data.leg_id)) return call;
  const number = data.called_phone_number ?? "";
  const isContact = !call.legs.some((it) => it.role === "contact")
    && (told.name === "in_call" || number === call.contact);
  const role = isContact ? "contact" : nextRole(call);
  /** @type {Leg} */
  const leg = {
    id: Number(data.leg_id), role, caller: data.calling_phone_number ?? "", number,
    employeeId: told.name === "out_call" ? told.data.employee_id : null,
    name: told.name === "out_call" ? told.data.employee_full_name : null,
    answered: told.name === "in_call", leaving: false, said: null,
  };
  const state = role === "third" && call.state !== "TRANSFERRING" ? "DIALING" : call.state;
  return to({ ...call, legs: [...call.legs, leg] }, state, at);
}

/**
 * @param {Call} call
 * @returns {Role}
 */
function nextRole(call) {
  if (call.state === "TALK") return "coach";
  return WITH_THIRD.includes(call.state) || call.state === "TRANSFERRING" ? "third" : "operator";
}

/**
 * @param {Call} call
 * @param {number} id
 * @param {number} at
 */
function answered(call, id, at) {
  const legs = call.legs.map((it) => (it.id === id ? { ...it, answered: true } : it));
  const isThird = legs.some((it) => it.id === id && it.role === "third");
  const state = isThird && call.state === "DIALING" ? "OPERATOR_TALK" : call.state;
  return to({ ...call, legs }, state, at);
}

/**
 * @param {Call} call
 * @param {number} id
 * @param {number} at
 */
function left(call, id, at) {
  const gone = call.legs.find((it) => it.id === id);
  const legs = call.legs.filter((it) => it.id !== id);
  if (!gone || gone.leaving) return { ...call, legs };
  return to({ ...call, legs }, without(call.state, gone.role, legs), at);
}

/**
 * @param {State} state
 * @param {Role} role
 * @param {Leg[]} legs
 * @returns {State}
 */
function without(state, role, legs) {
  const hasThird = legs.some((it) => it.role === "third" && !it.leaving);
  if (role === "third") return WITH_THIRD.includes(state) && !hasThird ? "HOLD" : state;
  if (role === "coach" || state === "SESSION") return state;
  if (state === "TALK") return "POST_TALK";
  if (role === "contact") return "FINISHING";
  return state === "DIALING" && hasThird ? "TRANSFERRING" : state === "HOLD" ? "SESSION" : state;
}

/**
 * @param {Call} call
 * @param {number[]} ids
 * @param {number} at
 */
function talks(call, ids, at) {
  const legs = call.legs.map((it) => {
    if (ids.includes(it.id)) {
      return { ...it, answered: true, role: it.role === "contact" ? it.role : OPERATOR };
    }
    return it.role === "coach" ? it : { ...it, leaving: true };
  });
  return to({ ...call, legs }, "TALK", at);
}
/**
 * @param {Call} call
 * @param {number} at
 */
function parts(call, at) {
  if (call.state !== "TALK") return call;
  const there = (/** @type {Role} */ role) =>
    call.legs.some((it) => it.role === role && !it.leaving);
  return to(call, there("contact") && there("operator") ? "HOLD" : "POST_TALK", at);
}

/**
 * @param {Call} call
 * @param {State} state
 * @param {number} at
 * @returns {Call}
 */
function to(call, state, at) {
  return state === call.state ? call : { ...call, state, since: at };
}

/**
 * @param {number[]} ids
 * @param {string[]} names
 */
function marks(ids, names) {
  return ids.map((id, place) => ({ id, name: names[place] ?? "" }));
}

// --- what follows from it

/** @param {Call} call */
export function allowed(call) {
  return call.allowed ?? ALLOWED[call.state];
}

/**
 * The server has refused a method and told what is true.
 * @param {Call} call
 * @param {string} state
 * @param {readonly string[]} methods
 * @returns {Call}
 */
export function corrected(call, state, methods) {
  const isHandedOver = state === "DIALING" && !methods.includes("transfer.talk");
  const known = isHandedOver ? "TRANSFERRING" : state in ALLOWED ? state : call.state;
  return { ...call, state: /** @type {State} */ (known), allowed: methods };
}

/**
 * What a leg does, in the words of list.calls where it has said so, else by the state.
 * @param {Call} call
 * @param {Leg} leg
 */
export function doing(call, leg) {
  if (leg.leaving) return "disconnected";
  if (leg.said && leg.said !== "dial") return leg.said;
  if (call.state === "TRANSFERRING" && leg.role !== "coach") return "call_transfer";
  if (!leg.answered) return "dial";
  if (leg.role === "coach") return "conversation";
  if (call.state === "SESSION") return "waits";
  if (call.state === "OPERATOR_TALK") {
    return leg.role === "contact" ? "on_hold" : "operators_talking";
  }
  return WITH_THIRD.includes(call.state) && leg.role === "contact" ? "on_hold" : "conversation";
}

/**
 * Whom a leg hears, by their roles.
 * @param {Call} call
 * @param {Leg} leg
 * @returns {Leg[]}
 */
export function hears(call, leg) {
  /** @type {Record<string, Partial<Record<Role, Role[]>>>} */
  const pairs = {
    TALK: {
      contact: ["operator"], operator: ["contact", "coach"], coach: ["contact", "operator"],
    },
    OPERATOR_TALK: {
      operator: ["third", "coach"], third: ["operator"], coach: ["operator", "third"],
    },
  };
  /** @type {Partial<Record<Role, Role[]>>} */
  const waiting = { operator: ["coach"], coach: ["operator"] };
  const known = pairs[call.state] ?? (WITH_THIRD.includes(call.state) ? waiting : {});
  const roles = known[leg.role] ?? [];
  const isThere = (/** @type {Leg} */ it) => it.answered && !it.leaving;
  if (!isThere(leg)) return [];
  return call.legs.filter((it) => it !== leg && roles.includes(it.role) && isThere(it));
}
