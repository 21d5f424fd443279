// A sound of the server's, to be heard here: fetched with the token in a header, so that it
// stands in no address.

import { Unanswered } from "./ask.js";
import * as session from "./session.js";

/**
 * An address of this page's own; whoever has heard enough revokes it.
 * @param {string} link
 */
export async function fetchSound(link) {
  const { pathname, search } = new URL(link, document.baseURI);
  const answer = await fetch(new URL(pathname.slice(1) + search, document.baseURI), {
    headers: { Authorization: `Bearer ${session.token()}` }, credentials: "omit",
  });
  if (!answer.ok) throw new Unanswered(`HTTP ${answer.status}`);
  return URL.createObjectURL(await answer.blob());
}
