// Try a method on the server the page is from. The token stays in its input, which is
// nowhere kept: with the tab it is gone.

import { el, clear, coloured } from "../web/element.js";
import { example } from "./schema.js";

const token = document.getElementById("token");
let requests = 0;

export function editor(told, method) {
  const address = told.servers[0].url.replace(/^\//, "");
  const asksToken = method.params.some((it) => it.name === "access_token");
  const area = el("textarea", {
    "aria-label": "Parameters, JSON", spellcheck: "false", "aria-keyshortcuts": "Control+Enter",
  });
  area.value = JSON.stringify(firstParams(told, method), null, 2);
  area.rows = Math.min(18, area.value.split("\n").length + 1);
  const send = el("button", { class: "main", type: "button" }, "Send");
  const copy = el("button", { type: "button" }, "Copy as curl");
  const status = el("span", { role: "status", class: "quiet" }, "");
  const reply = el("div", {});
  const ask = () => run(address, method.name, asksToken, { area, send, status, reply });

  send.addEventListener("click", ask);
  copy.addEventListener("click", () => copyCurl(address, method.name, asksToken, area, status));
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); }
  });
  const target = el("span", { class: "quiet" }, `POST /${address}`);
  return el("div", { class: "try" }, area,
    el("div", { class: "row" }, send, copy, status, target), reply);
}

function firstParams(told, method) {
  const needed = method.params.filter((it) => it.required && it.name !== "access_token");
  const chosen = needed.length ? needed : method.params.filter((it) => it.name === "limit");
  return Object.fromEntries(chosen.map((it) =>
    [it.name, it.name === "limit" ? 10 : example(told, it.schema)]));
}

function written(area, status) {
  try {
    const params = JSON.parse(area.value || "{}");
    if (params === null || Array.isArray(params) || typeof params !== "object") {
      throw new Error("an object is needed");
    }
    area.removeAttribute("aria-invalid");
    return params;
  } catch (error) {
    area.setAttribute("aria-invalid", "true");
    tell(status, `No JSON: ${error.message}`, "bad");
    return null;
  }
}

function tell(status, text, kind) {
  status.className = `status ${kind}`;
  status.textContent = text;
}

function requestOf(name, params, asksToken, secret) {
  const all = asksToken ? { access_token: secret, ...params } : params;
  return { jsonrpc: "2.0", id: `page${++requests}`, method: name, params: all };
}

async function run(address, name, asksToken, { area, send, status, reply }) {
  const params = written(area, status);
  if (params === null) return;
  if (asksToken && !token.value && !params.access_token) {
    tell(status, "Type an access token first.", "bad");
    token.focus();
    return;
  }
  send.disabled = true;
  const begun = performance.now();
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(requestOf(name, params, asksToken, token.value)),
      cache: "no-store",
      credentials: "omit",
    });
    const body = await answer.json();
    const took = `${Math.round(performance.now() - begun)} ms`;
    if (body.error) tell(status, `${body.error.data.mnemonic}, ${took}`, "bad");
    else tell(status, `Answered in ${took}`, "good");
    clear(reply).append(el("pre", { tabindex: "0", "aria-label": "Reply" }, coloured(body)));
  } catch (error) {
    tell(status, `No answer: ${error.message}`, "bad");
  } finally {
    send.disabled = false;
  }
}

async function copyCurl(address, name, asksToken, area, status) {
  const params = written(area, status);
  if (params === null) return;
  const url = new URL(address, document.baseURI);
  const body = JSON.stringify(requestOf(name, params, asksToken, "$KEY"), null, 2);
  const quoted = body.replaceAll("'", "'\\''").replace('"$KEY"', `"'$KEY'"`);
  const text = `curl -s ${url} -H 'Content-Type: application/json' -d '${quoted}'`;
  try {
    await navigator.clipboard.writeText(text);
    tell(status, "Copied; KEY is your token.", "good");
  } catch {
    tell(status, "The browser does not let pages copy here.", "bad");
  }
}
