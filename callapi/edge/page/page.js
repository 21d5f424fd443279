// The page: which document, which method, and what is told of it.

import { broken, clear, el, prose } from "../web/element.js";
import { rows, typeOf, rule } from "./schema.js";
import { editor } from "./editor.js";

const APIS = [
  { id: "call", title: "Call API", address: "openrpc.json" },
  { id: "data", title: "Data API", address: "data/openrpc.json" },
  { id: "events", title: "Events", address: "asyncapi.json" },
];
const documents = new Map();
const list = document.getElementById("list");
const main = document.getElementById("main");
const search = document.getElementById("search");
const index = document.getElementById("index");
const narrow = matchMedia("(max-width: 760px)");

async function read() {
  await Promise.all(APIS.map(async (api) => {
    const answer = await fetch(api.address);
    if (!answer.ok) throw new Error(`${api.address}: HTTP ${answer.status}`);
    documents.set(api.id, await answer.json());
  }));
}

// #call/hold.call -> which of the APIs, and which method or event of it
function place() {
  const [id, name] = decodeURIComponent(location.hash.slice(1)).split("/");
  const api = APIS.find((it) => it.id === id) ?? APIS[0];
  return { api, name: name ?? "" };
}

// What an API has to read about, in one shape: [section, [{name, summary, show}]]
function sections(api) {
  const told = documents.get(api.id);
  const found = new Map();
  const put = (section, entry) => {
    if (!found.has(section)) found.set(section, []);
    found.get(section).push(entry);
  };
  if (api.id === "events") {
    for (const message of Object.values(told.components.messages)) {
      const entry = { name: message.name, summary: message.title };
      put("Events", { ...entry, show: () => eventPage(told, message) });
    }
    return found;
  }
  for (const method of told.methods) {
    const entry = { name: method.name, summary: method.summary };
    put(method.tags[0].name, { ...entry, show: () => methodPage(told, method) });
  }
  return found;
}

function showList(api, current) {
  const wanted = search.value.trim().toLowerCase();
  clear(list);
  for (const [section, entries] of sections(api)) {
    const fitting = entries.filter((it) =>
      `${it.name} ${it.summary} ${section}`.toLowerCase().includes(wanted));
    if (!fitting.length) continue;
    list.append(el("h2", {}, section), el("ul", {}, ...fitting.map((it) =>
      el("li", {}, el("a", {
        class: "name", href: `#${api.id}/${it.name}`, title: it.summary,
        "aria-current": it.name === current ? "page" : null,
      }, it.name)))));
  }
  if (!list.childElementCount) list.append(el("p", { class: "quiet" }, "Nothing is called so."));
}

function showApis(current) {
  const apis = clear(document.getElementById("apis"));
  for (const api of APIS) {
    const state = { "aria-current": api === current ? "true" : null };
    apis.append(el("a", { href: `#${api.id}`, ...state }, api.title));
  }
}

function show() {
  const { api, name } = place();
  const entries = [...sections(api).values()].flat();
  const entry = entries.find((it) => it.name === name);
  showApis(api);
  showList(api, name);
  clear(main).append(...(entry ? entry.show() : overview(api)));
  document.title = entry ? `${name} - callapi` : `${api.title} - callapi`;
  if (narrow.matches) index.open = !entry;
  list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  if (!narrow.matches || entry) scrollTo(0, entry && narrow.matches ? main.offsetTop : 0);
}

function overview(api) {
  const told = documents.get(api.id);
  const table = [...sections(api)].flatMap(([section, entries]) => [
    el("h2", {}, section),
    el("table", { class: "narrow" }, head("Name", "What it is"), el("tbody", {},
      ...entries.map((it) => el("tr", {},
        el("td", {}, el("a", { class: "name", href: `#${api.id}/${it.name}` }, it.name)),
        el("td", {}, it.summary))))),
  ]);
  const version = api.id === "events" ? "" : ` ${told.info.version}`;
  return [
    el("h1", { class: "title" }, told.info.title + version),
    el("p", { class: "lead" }, ...prose(told.info.description)),
    el("p", { class: "quiet" }, "For machines: ", el("a", { href: api.address }, api.address)),
    ...table,
  ];
}

function methodPage(told, method) {
  return [
    el("h1", {}, method.name),
    el("p", { class: "lead" }, sentence(method.summary)),
    facts(method),
    el("h2", {}, "Try it"),
    editor(told, method),
    el("h2", {}, "Parameters"),
    memberTable(told, method.params.flatMap((it) =>
      [{ ...it, text: it.description }, ...rows(told, it.schema, `${it.name}.`)])),
    el("h2", {}, "Result"),
    ...resultOf(told, method),
    el("h2", {}, "Errors"),
    errorTable(told, method),
  ];
}

function facts(method) {
  const right = method["x-permission"];
  const told = [
    `component ${method["x-component"]}`,
    `${method["x-points"]} point${method["x-points"] === 1 ? "" : "s"}`,
    right && `${right.flag} of ${right.unit}`,
    method["x-for-admins"] && "administrators only",
    method["x-takes-idempotency-key"] && "takes Idempotency-Key",
  ];
  return el("ul", { class: "facts" }, ...told.filter(Boolean).map((it) => el("li", {}, it)));
}

function resultOf(told, method) {
  const data = method.result.schema.properties.data;
  const members = rows(told, data);
  const kind = el("p", {}, el("code", {}, "result.data"), ` is ${article(typeOf(told, data))}.`);
  return members.length ? [kind, memberTable(told, members, false)] : [kind];
}

function memberTable(told, members, need = true) {
  return el("table", { class: "narrow members" }, head("Name", "Type", "Meaning"), el("tbody", {},
    ...members.map((it) => el("tr", {},
      el("td", {}, el("span", { class: "name" }, ...broken(it.name)),
        need && it.required ? el("span", { class: "need" }, " required") : null),
      el("td", { class: "type" }, typeOf(told, it.schema)),
      el("td", {}, it.text ? el("p", {}, ...prose(it.text)) : null,
        el("span", { class: "rule" }, rule(told, it.schema)))))));
}

function errorTable(told, method) {
  const errors = method.errors.map((it) => told.components.errors[it.$ref.split("/").pop()]);
  return el("table", { class: "narrow members" }, head("Mnemonic", "Code", "Message"), el("tbody", {},
    ...errors.map((it) => el("tr", {},
      el("td", {}, el("span", { class: "name" }, ...broken(it.data.mnemonic))),
      el("td", {}, el("code", {}, String(it.code))),
      el("td", {}, it.message)))));
}

function eventPage(told, message) {
  const payload = message.payload;
  const members = rows(told, payload);
  return [
    el("h1", {}, message.name),
    el("p", { class: "lead" }, sentence(message.title)),
    el("p", { class: "quiet" }, ...prose(message.summary ?? "")),
    el("h2", {}, "Payload"),
    memberTable(told, members, false),
    el("h2", {}, "Example"),
    el("pre", { tabindex: "0" }, JSON.stringify(message.examples[0].payload, null, 2)),
  ];
}

function head(...names) {
  return el("thead", {}, el("tr", {}, ...names.map((it) => el("th", { scope: "col" }, it))));
}

function article(type) {
  return /^[ao]/.test(type) ? `an ${type}` : `a ${type}`;
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

search.addEventListener("input", () => {
  index.open = true;
  showList(place().api, place().name);
});
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") list.querySelector("a")?.click();
});
document.getElementById("token-form").addEventListener("submit", (event) => event.preventDefault());
addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
  if (event.key === "/" && !typing) { event.preventDefault(); search.focus(); }
});

try {
  await read();
  show();
  addEventListener("hashchange", () => { show(); main.focus({ preventScroll: true }); });
} catch (error) {
  clear(main).append(el("p", { role: "alert" }, `The documents can not be read: ${error.message}`));
}
