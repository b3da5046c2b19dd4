import { illegalArguments, textOf } from "../display.ts";
import { numberFrom, type FeelNumber } from "../numbers.ts";
import { toJson, isFeelContext, type FeelValue } from "../values.ts";
import { fn1, fn2, fn3, param, Refusal, type FunctionTable } from "./define.ts";

/** What Java's BigDecimal reads. */
const JAVA_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,10})?$/;

function parseNumber(text: string, original: string): FeelNumber | Refusal {
  return JAVA_NUMBER.test(text) ? numberFrom(text) : new Refusal(`Can't parse '${original}' as a number`);
}

const [GROUPINGS, DECIMALS] = [new Set([" ", ",", "."]), new Set([",", "."])];

function parseUngrouped(text: string, grouping: string): FeelNumber | Refusal {
  return GROUPINGS.has(grouping)
    ? parseNumber(text.replaceAll(grouping, ""), text)
    : new Refusal("illegal argument for grouping. Must be one of ' ', ',' or '.'");
}

function parseWithDecimal(text: string, grouping: string | null, decimal: string): FeelNumber | Refusal {
  if ((grouping !== null && !GROUPINGS.has(grouping)) || !DECIMALS.has(decimal) || grouping === decimal)
    return new Refusal("illegal arguments for grouping or decimal. Must be one of ' ' (grouping only), ',' or '.'");
  const plain = (grouping === null ? text : text.replaceAll(grouping, "")).replaceAll(decimal, ".");
  return parseNumber(plain, plain);
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
    fn2([param.string("from"), param.string("grouping separator")], parseUngrouped),
    fn3(
      [param.string("from"), param.maybeString("grouping separator"), param.maybeString("decimal separator")],
      ([text, grouping, decimal]) => {
        if (decimal !== null) return parseWithDecimal(text, grouping, decimal);
        return grouping === null ? new Refusal(illegalArguments([text, null, null])) : parseUngrouped(text, grouping);
      },
    ),
  ],
  "to json": [fn1(param.any("value"), (value) => JSON.stringify(toJson(value)))],
  "from json": [fn1(param.string("value"), parseJson)],
};
