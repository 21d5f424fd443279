// JSON schemas in words.

export function resolve(told, schema) {
  if (!schema?.$ref) return schema ?? {};
  return schema.$ref.slice(2).split("/").reduce((found, name) => found[name], told);
}

// Without the null that stands for "nothing".
function plain(told, schema) {
  const found = resolve(told, schema);
  const choices = found.anyOf?.filter((it) => it.type !== "null") ?? [];
  if (!choices.length) return found;
  return { ...found, ...resolve(told, choices[0]), anyOf: undefined };
}

function mayBeNull(told, schema) {
  const found = resolve(told, schema);
  if (Array.isArray(found.type)) return found.type.includes("null");
  return Boolean(found.anyOf?.some((it) => it.type === "null"));
}

export function typeOf(told, schema) {
  const found = plain(told, schema);
  const types = [found.type ?? (found.enum ? "string" : "any")].flat();
  const names = types.filter((it) => it !== "null");
  const shown = names.map((it) => (it === "integer" ? "number" : it)).join(" or ");
  const list = found.items ? `array of ${typeOf(told, found.items)}s` : shown;
  if ("const" in found) return JSON.stringify(found.const);
  return mayBeNull(told, schema) ? `${list} or null` : list;
}

export function rule(told, schema) {
  const found = plain(told, schema);
  const said = [];
  const values = found.enum ?? plain(told, found.items)?.enum;
  if (values) said.push(`one of ${values.filter((it) => it !== null).join(", ")}`);
  if (found.minimum !== undefined && found.maximum < Number.MAX_SAFE_INTEGER) {
    said.push(`${found.minimum} to ${found.maximum}`);
  }
  if (found.minLength > 1 || found.maxLength) {
    said.push(`${found.minLength ?? 0} to ${found.maxLength ?? "any"} characters`);
  }
  if (found.propertyNames) said.push(`may have ${found.propertyNames.enum.join(", ")}`);
  if (found.maxItems) said.push(`${found.maxItems} at most`);
  if (found.pattern) said.push(found.pattern);
  if (found.default !== undefined) said.push(unlessSaid(found.default, values));
  if (found["x-column"]) said.push(columnRule(found["x-column"]));
  return said.filter(Boolean).join("; ");
}

function unlessSaid(value, values) {
  if (value === null) return "";
  if (typeof value !== "object") return `unless said: ${value}`;
  if (!Array.isArray(value) || !value.length) return "";
  return `unless said: ${value.length === values?.length ? "all" : value.join(", ")}`;
}

function columnRule(marks) {
  const can = [["filters", "filter"], ["sorts", "sort"]]
    .filter(([mark]) => marks.includes(mark)).map(([, word]) => word);
  return [can.length ? `can ${can.join(" and ")}` : "",
    marks.includes("default") ? "" : "shown when asked for"].filter(Boolean).join("; ");
}

// What may stand in its place, where its member `type` says which of them it is.
function forms(told, schema) {
  const choices = (resolve(told, schema).anyOf ?? []).map((it) => resolve(told, it));
  return choices.filter((it) => it.properties?.type?.const);
}

// The members of an object, or of those in a list, those inside them with dotted names.
export function rows(told, schema, prefix = "", depth = 0) {
  let found = plain(told, schema);
  const several = forms(told, found.items ?? schema);
  if (several.length > 1) {
    const place = prefix.replace(/\.$/, "");
    return several.flatMap((form) =>
      rows(told, form, `${place}(${form.properties.type.const}).`, depth));
  }
  if (found.items) found = plain(told, found.items);
  if (!found.properties || depth > 3) return [];
  const needed = found.required ?? [];
  return Object.entries(found.properties).flatMap(([name, inner]) => [
    { name: prefix + name, schema: inner, required: needed.includes(name),
      text: resolve(told, inner).description },
    ...rows(told, inner, `${prefix}${name}.`, depth + 1),
  ]);
}

// A value to begin with.
export function example(told, schema) {
  const found = plain(told, schema);
  if (found.examples) return found.examples[0];
  if (found.default !== undefined && found.default !== null) return found.default;
  if (found.enum) return found.enum[0];
  if (found.properties) {
    return Object.fromEntries((found.required ?? []).map((name) =>
      [name, example(told, found.properties[name])]));
  }
  const empty = { integer: 1, number: 1, boolean: true, array: [], object: {} };
  return empty[[found.type].flat()[0]] ?? "";
}
