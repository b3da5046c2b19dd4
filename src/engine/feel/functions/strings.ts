import { CalculationFailure } from "../calculation-failure.ts";
import { display } from "../display.ts";
import { javaRegExp, replaceAll, splitAt } from "../java-regexp.ts";
import { toInt, type FeelNumber } from "../numbers.ts";
import type { FeelValue } from "../values.ts";
import { fn1, fn2, fn3, fn4, param, Refusal, type FunctionTable } from "./define.ts";

/** Runs a body with a compiled pattern, or passes its refusal on. */
function withPattern<T>(
  [pattern, flags]: readonly [string, string],
  body: (regexp: RegExp) => T | Refusal,
): T | Refusal {
  const regexp = javaRegExp(pattern, flags);
  return regexp === undefined ? new Refusal(`Invalid pattern '${pattern}'`) : body(regexp);
}

/** Java refuses bounds outside of the text, which ends the evaluation. */
function outOfBounds([from, to]: readonly [number, number], length: number): CalculationFailure {
  const range = `Range [${from}, ${to}) out of bounds for length ${length}`;
  return new CalculationFailure(`java.lang.StringIndexOutOfBoundsException: ${range}`);
}

/** Counts as Java does, in UTF-16 units. */
function substring(text: string, position: FeelNumber, length?: FeelNumber): string {
  const start = toInt(position);
  const from = start > 0 ? start - 1 : text.length + start;
  const to = length === undefined ? text.length : Math.min(from + toInt(length), text.length);
  if (from < 0 || from > to) throw outOfBounds([from, to], text.length);
  return text.slice(from, to);
}

function before(text: string, match: string): string {
  const index = text.indexOf(match);
  return index < 0 ? "" : text.slice(0, index);
}

function after(text: string, match: string): string {
  const index = text.indexOf(match);
  return index < 0 ? "" : text.slice(index + match.length);
}

function replace(text: string, [pattern, replacement, flags]: readonly [string, string, string]): string | Refusal {
  return withPattern(
    [pattern, flags],
    (regexp) => replaceAll(text, regexp, replacement) ?? new Refusal(`Invalid pattern '${pattern}'`),
  );
}

function join(list: readonly FeelValue[], delimiter: string): string | Refusal {
  const wrong = list.find((item) => item !== null && typeof item !== "string");
  return wrong === undefined
    ? list.filter((item) => typeof item === "string").join(delimiter)
    : new Refusal(`expected a list of strings but found 'Vector(${list.map(display).join(", ")})'`);
}

function around(text: string | Refusal, prefix: string, suffix: string): string | Refusal {
  return text instanceof Refusal ? text : prefix + text + suffix;
}

const [string, match] = [param.string("string"), param.string("match")];
const [input, pattern] = [param.string("input"), param.string("pattern")];

/** String functions. */
export const STRING_FUNCTIONS: FunctionTable = {
  substring: [
    fn2([string, param.number("start position")], (text, start) => substring(text, start)),
    fn3([string, param.number("start position"), param.number("length")], ([text, start, length]) =>
      substring(text, start, length),
    ),
  ],
  "string length": [fn1(string, (text) => text.length)],
  "upper case": [fn1(string, (text) => text.toUpperCase())],
  "lower case": [fn1(string, (text) => text.toLowerCase())],
  "substring before": [fn2([string, match], before)],
  "substring after": [fn2([string, match], after)],
  contains: [fn2([string, match], (text, part) => text.includes(part))],
  "starts with": [fn2([string, match], (text, part) => text.startsWith(part))],
  "ends with": [fn2([string, match], (text, part) => text.endsWith(part))],
  matches: [
    fn2([input, pattern], (text, source) => withPattern([source, ""], (regexp) => regexp.test(text))),
    fn3([input, pattern, param.string("flags")], ([text, source, flags]) =>
      withPattern([source, flags], (regexp) => regexp.test(text)),
    ),
  ],
  replace: [
    fn3([input, pattern, param.string("replacement")], ([text, source, by]) => replace(text, [source, by, ""])),
    fn4([input, pattern, param.string("replacement"), param.string("flags")], ([text, ...how]) => replace(text, how)),
  ],
  split: [
    fn2([string, param.string("delimiter")], (text, source) =>
      withPattern([source, ""], (regexp) => splitAt(text, regexp)),
    ),
  ],
  extract: [
    fn2([string, pattern], (text, source) =>
      withPattern(
        [source, ""],
        (regexp) => text.match(new RegExp(regexp.source, `${regexp.flags}g`))?.map(String) ?? [],
      ),
    ),
  ],
  "string join": [
    fn1(param.list("list"), (list) => join(list, "")),
    fn2([param.list("list"), param.maybeString("delimiter")], (list, delimiter) => join(list, delimiter ?? "")),
    fn4(
      [param.list("list"), param.maybeString("delimiter"), param.string("prefix"), param.string("suffix")],
      ([list, delimiter, prefix, suffix]) => around(join(list, delimiter ?? ""), prefix, suffix),
    ),
  ],
  trim: [fn1(string, (text) => text.trim())],
  "is blank": [fn1(string, (text) => text.trim() === "")],
  "to base64": [fn1(param.string("value"), (text) => Buffer.from(text, "utf8").toString("base64"))],
  "from base64": [fn1(param.string("value"), (text) => Buffer.from(text, "base64").toString("utf8"))],
};
