// The account itself.

import { el } from "../../web/element.js";
import { say } from "../../web/words.js";
import * as account from "../account.js";
import { ask } from "../data.js";
import { Form } from "../form.js";
import { tell } from "../told.js";

// The compiler's own library does not know of it yet.
/** @type {string[]} */
const ZONES = ["UTC", .../** @type {any} */ (Intl).supportedValuesOf("timeZone")];

/** @type {import("../pages.js").Page} */
export default {
  show: async (into) => {
    const told = await account.read();
    const isFixed = !account.isAdmin();
    const form = new Form({
      page: "account", row: { ...told, name: told.app_name }, isFixed,
      fields: [
        { name: "name", need: true, fixed: isFixed },
        { name: "timezone", kind: "choice", values: ZONES, need: true, fixed: isFixed },
        { name: "home_country", longest: 2, need: true, fixed: isFixed },
        { name: "report_currency", longest: 3, need: true, fixed: isFixed },
      ],
      save: async (sent) => {
        if (Object.keys(sent).length) await ask("update.account", sent);
        await account.read(); // reports are in its zone
        tell(say("done.save"));
      },
    });
    into.append(el("div", { class: "page-head" }, el("h2", {}, say("page.account"))),
      el("p", { class: "quiet" }, say("account.id", { id: told.app_id })), form.element);
    return { isDirty: () => form.isDirty() };
  },
};
