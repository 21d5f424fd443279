// What people add to a call that is over: its tags, and a comment.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import { may } from "../account.js";
import { ask, each } from "../data.js";
import { Form } from "../form.js";
import { tell } from "../told.js";

/** @typedef {import("../data.js").Row} Row */

/**
 * Only what may be changed; none: nothing may.
 * @param {number} id
 * @param {Row} details
 * @returns {Form | null}
 */
export function notesForm(id, details) {
  const of = { communication_id: id, communication_type: "call" };
  const fields = [
    ...(may("tag_management", "update") ? [{ name: "tag_ids", kind: "picks", of: "tags" }] : []),
    ...(may("reports", "insert") ? [{ name: "comment", kind: "area", longest: 1000 }] : []),
  ];
  return fields.length ? new Form({
    page: "call", fields, yes: say("do.save"),
    row: { tag_ids: each(details.tags?.items ?? [], "id"), comment: details.communication_comment },
    save: async ({ tag_ids: tags, comment }) => {
      if (tags) await ask("update.tags_communication", { ...of, tag_ids: tags });
      if (comment !== undefined) await ask("create.communication_comment", { ...of, comment: comment ?? "" });
      tell(say("done.save"));
    },
  }) : null;
}

// A comment that may not be changed is read all the same.
/**
 * @param {Row} details
 * @param {Form | null} form
 */
export function notes(details, form) {
  const comment = may("reports", "insert") ? null : details.communication_comment;
  if (!form && !comment) return [];
  return [el("h3", {}, say("call.notes")), ...(comment ? [el("p", {}, comment)] : []),
    ...(form ? [form.element] : [])];
}
