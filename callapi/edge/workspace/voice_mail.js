// A voice mail, fetched with the token in a header, so that it stands in no address.

import * as session from "../web/session.js";

/**
 * @param {number} call
 * @param {string} id
 * @returns {Promise<string | null>}
 */
export async function voiceMail(call, id) {
  const address = new URL(`system/media/voice_mail/${call}/${id}/`, document.baseURI);
  const answer = await fetch(address, {
    headers: { Authorization: `Bearer ${session.token()}` }, credentials: "omit",
  }).catch(() => null);
  return answer?.ok ? URL.createObjectURL(await answer.blob()) : null;
}
