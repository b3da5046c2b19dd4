import { textOf } from "../display.ts";
import { toJson, isFeelContext, type FeelValue } from "../values.ts";
import { fn1, fn2, fn3, param, Refusal, type FunctionTable } from "./define.ts";

function parseNumber(text: string, original: string): number | Refusal {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : new Refusal(`Can't parse '${original}' as a number`);
}

function parseGrouped(text: string, grouping: FeelValue, decimal: FeelValue): number | Refusal {
  const ungrouped = typeof grouping === "string" ? text.replaceAll(grouping, "") : text;
  return parseNumber(typeof decimal === "string" ? ungrouped.replace(decimal, ".") : ungrouped, text);
}

function isJson(value: unknown): value is FeelValue {
  return (
    value !== undefined &&
    (value === null || typeof value !== "object" || Array.isArray(value) || isFeelContext({ ...value }))
  );
}

function parseJson(text: string): FeelValue | Refusal {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : null;
  } catch {
    return new Refusal(`Failed to parse JSON from '${text}'`);
  }
}

/** Conversions between types. */
export const CONVERSION_FUNCTIONS: FunctionTable = {
  string: [fn1(param.any("from"), (value) => (value === null ? null : textOf(value)))],
  number: [
    fn1(param.string("from"), (text) => parseNumber(text, text)),
    fn2([param.string("from"), param.any("grouping separator")], (text, grouping) =>
      parseGrouped(text, grouping, null),
    ),
    fn3(
      [param.string("from"), param.any("grouping separator"), param.any("decimal separator")],
      ([text, grouping, decimal]) => parseGrouped(text, grouping, decimal),
    ),
  ],
  "to json": [fn1(param.any("value"), (value) => JSON.stringify(toJson(value)))],
  "from json": [fn1(param.string("value"), parseJson)],
};
