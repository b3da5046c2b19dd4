import { textOf } from "../display.ts";
import { entriesOf, isFeelContext, isFeelList, type FeelContext, type FeelValue } from "../values.ts";
import { allContexts, fn1, fn2, fn3, fnList, param, Refusal, type FunctionTable } from "./define.ts";

function valueAt(value: FeelValue, path: readonly FeelValue[]): FeelValue {
  let current = value;
  for (const key of path) {
    if (!isFeelContext(current) || typeof key !== "string") return null;
    current = Object.hasOwn(current, key) ? (current[key] ?? null) : null;
  }
  return current;
}

function put(context: FeelValue, path: readonly FeelValue[], value: FeelValue): FeelContext | Refusal {
  const [key, ...rest] = path;
  const base = isFeelContext(context) ? context : {};
  if (typeof key !== "string") return new Refusal("expected a key or a non-empty list of keys");
  if (rest.length === 0) return { ...base, [key]: value };
  const inner = put(base[key] ?? null, rest, value);
  return inner instanceof Refusal ? inner : { ...base, [key]: inner };
}

function merge(contexts: readonly FeelContext[]): FeelContext {
  return Object.fromEntries(contexts.flatMap((context) => entriesOf(context)));
}

function fromEntries(entries: readonly FeelContext[]): FeelContext | null {
  const pairs = entries.map((entry) => [entry["key"] ?? null, entry["value"] ?? null] as const);
  const keys = pairs.map(([key]) => key);
  if (keys.some((key) => typeof key !== "string") || new Set(keys).size < keys.length) return null;
  return Object.fromEntries(pairs.map(([key, value]) => [textOf(key), value]));
}

/** Functions of contexts. */
export const CONTEXT_FUNCTIONS: FunctionTable = {
  "get value": [
    fn2([param.context("context"), param.string("key")], (context, key) => valueAt(context, [key])),
    fn2([param.context("context"), param.list("keys")], (context, keys) =>
      keys.length === 0 ? null : valueAt(context, keys),
    ),
  ],
  "get entries": [
    fn1(param.context("context"), (context) => entriesOf(context).map(([key, value]) => ({ key, value }))),
  ],
  "context put": [
    fn3([param.context("context"), param.string("key"), param.any("value")], ([context, key, value]) =>
      put(context, [key], value),
    ),
    fn3([param.context("context"), param.list("keys"), param.any("value")], ([context, keys, value]) =>
      put(context, keys, value),
    ),
  ],
  put: [
    fn3([param.context("context"), param.string("key"), param.any("value")], ([context, key, value]) =>
      put(context, [key], value),
    ),
    fn3([param.context("context"), param.list("keys"), param.any("value")], ([context, keys, value]) =>
      put(context, keys, value),
    ),
  ],
  "context merge": [fnList("contexts", mergeAll)],
  "put all": [fnList("contexts", mergeAll)],
  context: [fn1(param.any("entries"), (entries) => fromEntryList(isFeelList(entries) ? entries : [entries]))],
};

function mergeAll(list: readonly FeelValue[]): FeelContext | null {
  const contexts = allContexts(list);
  return contexts === undefined ? null : merge(contexts);
}

function fromEntryList(list: readonly FeelValue[]): FeelContext | null {
  const entries = allContexts(list);
  return entries === undefined ? null : fromEntries(entries);
}
