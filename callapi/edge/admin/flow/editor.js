// The editor of one scenario: the picture and the list, the form of what is selected, what is
// wrong, and the trial. Every edit makes the next flow; all are drawn from it.

import { look } from "../../web/ask.js";
import { el } from "../../web/element.js";
import { words } from "../../web/mistake.js";
import { say } from "../../web/words.js";
import { may } from "../account.js";
import { address, rename } from "../router.js";
import { tell } from "../told.js";
import { readChoices } from "./choices.js";
import { askWay } from "./connect.js";
import { add, connect, empty, find, fromStored, remove, toParams, ways } from "./document.js";
import { Form } from "./form.js";
import { History } from "./history.js";
import { nameOf, typeName } from "./names.js";
import { outline } from "./outline.js";
import { Picture } from "./picture.js";
import { counts, problemList, problemOf } from "./problems.js";
import { toolbar } from "./toolbar.js";
import { Trial } from "./trial.js";

/** @typedef {import("./document.js").Flow} Flow */
/** @typedef {import("./problems.js").Found} Found */
/** @typedef {import("./problems.js").Problem} Problem */

const NARROW = 700;
/** @type {Found} */
const NOTHING = { problems: [], warnings: [] };

export class Editor {
  /** @type {number | null} */
  #id;
  #history = new History(empty());
  #storedName = "";
  /** @type {Map<number, string>} */
  #ids = new Map(); // keys of operations by the ids that calls tell
  /** @type {string | null} */
  #selected = null;
  /** @type {Found} */
  #found = NOTHING;
  /** @type {import("./trace.js").Trace | null} */
  #trace = null;
  #isList = innerWidth < NARROW;
  #form;
  #picture;
  #trial;
  #bar;
  #canvas = el("div", { class: "canvas" });
  #hint = el("p", { class: "quiet hint" }, say("flow.keys"));
  #said = el("p", { role: "alert" });
  #checked = el("div", { class: "checked", role: "status" });

  /** @param {number | null} id */
  constructor(id) {
    this.#id = id;
    this.#form = new Form({
      now: () => this.#history.now, take: (flow, place) => this.#take(flow, place),
      put: (flow, selected) => this.#put(flow, selected), copy: (key) => this.#copy(key),
    });
    this.#picture = new Picture({
      select: (key, outcome) => this.#select(key, outcome),
      connect: (from, outcome, to) => this.#tie(from, outcome, to),
      act: (key, what) => this.#act(key, what),
    });
    this.#trial = new Trial({
      saved: () => ({ id: this.#id, ids: this.#ids, isSaved: this.#history.isSaved }),
      draw: (trace) => { this.#trace = trace; this.#draw(); },
      show: (key) => this.#picture.show(key),
    });
    const canChange = may("va", id === null ? "insert" : "update");
    this.#bar = toolbar({
      rename: (name) => this.#take({ ...this.#history.now, name }, "name"),
      add: (type) => this.#add(type),
      undo: () => this.#step("undo"), redo: () => this.#step("redo"),
      zoom: (by) => (by ? this.#picture.zoom(by) : this.#fit()),
      turn: (isList) => { this.#isList = isList; this.#draw(); },
      check: () => this.#check(), save: () => this.save(),
    }, canChange, this.#isList);
    this.element = el("div", { class: "flow-page" },
      this.#bar.element, this.#said, this.#checked,
      el("div", { class: "desk" },
        el("div", { class: "left" }, el("div", {}, this.#canvas, this.#hint), this.#trial.element),
        el("div", { class: "side" }, this.#form.element)));
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  // Nothing is done to what is not there yet.
  async open() {
    this.element.inert = true;
    this.element.setAttribute("aria-busy", "true");
    this.#form.choices = await readChoices();
    if (this.#id !== null) {
      const { rows } = await look("getobj.scenario", { id: this.#id });
      const flow = fromStored(rows);
      this.#history = new History(flow);
      this.#storedName = flow.name;
      this.#learn(/** @type {any[]} */ (rows.operations));
      this.#selected = flow.start;
    }
    this.#draw();
    this.#drawForm();
    this.#fit();
    this.element.inert = false;
    await this.#trial.open();
    this.element.removeAttribute("aria-busy");
  }

  close() {
    this.#trial.close();
  }

  isDirty() {
    return !this.#history.isSaved;
  }

  // All that is wrong is told, not only what would be refused first.
  async save() {
    const flow = this.#history.now;
    if (!await this.#check()) return;
    this.#bar.busy(true);
    try {
      const params = toParams(flow);
      const { rows } = this.#id === null ? await look("create.scenarios", params)
        : await look("update.scenarios", { id: this.#id, ...params });
      if (this.#id === null) rename(address(["scenarios", rows.id]));
      this.#id = rows.id;
      this.#learn(rows.operations);
      this.#storedName = flow.name;
      this.#history.save(flow);
      tell(say("flow.saved"));
    } catch (failure) {
      this.#fail(failure);
    } finally {
      this.#bar.busy(false);
    }
    this.#draw();
  }

  // Whether it can be saved.
  async #check() {
    const flow = this.#history.now;
    this.#said.textContent = "";
    if (!flow.operations.length) {
      this.#said.textContent = say("flow.empty");
      return false;
    }
    this.#bar.busy(true);
    try {
      const { rows } = await look("create.scenario_validations", { ...toParams(flow), name: flow.name });
      const isOwn = this.#id !== null && flow.name === this.#storedName;
      const problems = rows.problems.filter((it) => !(isOwn && it.field === "name"));
      this.#show({ problems, warnings: rows.warnings });
      return problems.length === 0;
    } catch (failure) {
      this.#fail(failure);
      return false;
    } finally {
      this.#bar.busy(false);
    }
  }

  /** @param {unknown} failure */
  #fail(failure) {
    const problem = problemOf(failure);
    if (problem?.operation_key) this.#show({ problems: [problem], warnings: [] });
    else this.#said.textContent = words(failure);
  }

  /** @param {Found} found */
  #show(found) {
    this.#found = found;
    const { problems, warnings } = found;
    const count = problems.length + warnings.length;
    this.#checked.replaceChildren(
      el("p", { class: problems.length ? "bad" : "good" },
        problems.length ? say("flow.problems", { count: problems.length }) : say("flow.fine")),
      ...count ? [problemList(found, this.#history.now, (it) => this.#openProblem(it))] : []);
    this.#draw();
    this.#form.mark(problems);
  }

  /** @param {Problem} problem */
  #openProblem(problem) {
    if (!problem.operation_key) return;
    this.#select(problem.operation_key);
    this.#form.focus();
  }

  // --- edits

  /**
   * Typed in the form, which stays as it is.
   * @param {Flow} flow
   * @param {string} place
   */
  #take(flow, place) {
    this.#history.take(flow, place);
    this.#draw();
  }

  /**
   * @param {Flow} flow
   * @param {string | null} selected
   */
  #put(flow, selected) {
    this.#history.take(flow);
    this.#selected = find(flow, selected) ? selected : flow.start || null;
    this.#draw();
    this.#drawForm();
  }

  /** @param {string} type */
  #add(type) {
    const flow = this.#history.now;
    const count = flow.operations.filter((it) => it.type === type).length + 1;
    const made = add(flow, type, `${typeName(type)} ${count}`);
    const from = find(flow, this.#selected);
    // it follows what is selected, where that has a way to spare
    const free = from ? ways(from).find((it) =>
      it.to === undefined && it.outcome !== "talk_finished") : null;
    const tied = from && free ? connect(made.flow, from.key, free.outcome, made.key) : made.flow;
    this.#put(tied, made.key);
    this.#form.focus();
  }

  /** @param {string} key */
  #copy(key) {
    const flow = this.#history.now;
    const from = find(flow, key);
    if (!from) return;
    const made = add(flow, from.type, say("flow.copy", { name: nameOf(from) }));
    const operations = made.flow.operations.map((it) =>
      (it.key === made.key ? { ...from, key: it.key, name: it.name } : it));
    this.#put({ ...made.flow, operations }, made.key);
    this.#form.focus();
  }

  /**
   * @param {string} from
   * @param {string | null} outcome
   * @param {string} to
   */
  async #tie(from, outcome, to) {
    const flow = this.#history.now;
    const operation = find(flow, from);
    if (!operation) return;
    const chosen = outcome === null ? await askWay(flow, operation, to) : { outcome, to };
    if (chosen) this.#put(connect(flow, from, chosen.outcome, chosen.to), from);
    this.#picture.focus(from);
  }

  /**
   * @param {string} key
   * @param {"open" | "remove" | "connect"} what
   */
  async #act(key, what) {
    const flow = this.#history.now;
    const operation = find(flow, key);
    if (!operation) return;
    if (what === "remove") {
      this.#put(remove(flow, key), null);
      if (this.#selected) this.#picture.focus(this.#selected);
    } else if (what === "open") {
      this.#select(key);
      this.#form.focus();
    } else {
      const chosen = await askWay(flow, operation, null);
      if (chosen) this.#put(connect(flow, key, chosen.outcome, chosen.to), key);
      this.#picture.focus(key);
    }
  }

  /** @param {"undo" | "redo"} way */
  #step(way) {
    const focused = document.activeElement?.id;
    this.#history[way]();
    const flow = this.#history.now;
    if (!find(flow, this.#selected)) this.#selected = flow.start || null;
    this.#draw();
    this.#drawForm();
    if (focused) document.getElementById(focused)?.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    const key = event.key.toLowerCase();
    if (key === "s") this.save();
    else if (key === "y" || (key === "z" && event.shiftKey)) this.#step("redo");
    else if (key === "z") this.#step("undo");
    else return;
    event.preventDefault();
  }

  // --- what is seen

  /**
   * @param {string} key
   * @param {string} [outcome]
   */
  #select(key, outcome) {
    const inPicture = this.#canvas.contains(document.activeElement);
    this.#selected = key;
    this.#draw();
    this.#drawForm();
    if (outcome) this.#form.focus(outcome);
    else if (this.#isList && inPicture) this.#form.focus();
    else if (!this.#isList) this.#picture.focus(key);
  }

  #draw() {
    const flow = this.#history.now;
    const marks = { selected: this.#selected, problems: counts(this.#found.problems), trace: this.#trace };
    this.#bar.draw(flow.name, this.#history, this.#isList);
    this.#hint.hidden = this.#isList;
    if (!flow.operations.length) {
      this.#canvas.replaceChildren(el("p", { class: "quiet none" }, say("flow.none")));
    } else if (this.#isList) {
      this.#canvas.replaceChildren(outline(flow, marks, (key) => this.#select(key)));
    } else {
      if (!this.#canvas.contains(this.#picture.element)) this.#canvas.replaceChildren(this.#picture.element);
      this.#picture.draw(flow, marks);
    }
    this.#trial.check();
  }

  #drawForm() {
    this.#form.draw(this.#selected, this.#found.problems);
  }

  #fit() {
    this.#picture.fit(this.#canvas.clientWidth - 4);
  }

  /** @param {{key: string, id: number}[]} operations */
  #learn(operations) {
    this.#ids = new Map(operations.map((it) => [it.id, it.key]));
  }
}
