// What the live calls come to: how many, who waits, and what each employee does.

/** @typedef {import("../web/call.js").Call} Call */
/** @typedef {import("../web/call.js").Leg} Leg */
/** @typedef {"free" | "rings" | "talks" | "holds" | "consults"} Doing */
/** @typedef {{doing: Doing, since: number, call: Call}} Busy */

// A contact is there, and nobody talks to him yet.
/** @param {Call} call */
export function isWaiting(call) {
  const is = (/** @type {string} */ role) => call.legs.some((it) =>
    it.role === role && it.answered && !it.leaving);
  const isEarly = call.state === "SESSION" || (call.state === "INFORMING" && call.direction === "in");
  return isEarly && is("contact") && !is("operator");
}

// Each employee who is in a call, with what he does there.
/** @param {Call[]} calls */
export function busy(calls) {
  /** @type {Map<number, Busy>} */
  const found = new Map();
  for (const call of calls) {
    for (const leg of call.legs) {
      if (leg.employeeId === null || leg.leaving || leg.role === "contact") continue;
      const known = found.get(leg.employeeId);
      if (known && known.doing !== "rings") continue; // a call he is in tells more
      const since = call.since ?? call.startedAt;
      found.set(leg.employeeId, { doing: doing(call, leg), since, call });
    }
  }
  return found;
}

/**
 * @param {Call} call
 * @param {Leg} leg
 * @returns {Doing}
 */
function doing(call, leg) {
  if (!leg.answered) return "rings";
  if (call.state === "OPERATOR_TALK") return "consults";
  return ["HOLD", "WAITING_INPUT", "DIALING"].includes(call.state) ? "holds" : "talks";
}
