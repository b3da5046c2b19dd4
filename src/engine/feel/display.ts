import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from "feelin";
import { isFeelNumber, textOfNumber } from "./numbers.ts";
import { dateText, dateTimeText, durationText, timeText } from "./temporal-text.ts";
import { boundsOf, entriesOf, FeelLambda, isFeelContext, isFeelList, type FeelValue } from "./values.ts";

/** Writes a value as `string()` does; texts inside lists and contexts are quoted. */
export function textOf(value: FeelValue): string {
  return typeof value === "string" ? value : display(value);
}

/** Writes a value as feel-scala quotes it in warnings: texts in double quotes. */
export function display(value: FeelValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return `"${value}"`;
  if (isFeelNumber(value)) return textOfNumber(value);
  if (typeof value !== "object") return String(value);
  if (isFeelList(value)) return `[${value.map(display).join(", ")}]`;
  if (isFeelContext(value))
    return `{${entriesOf(value)
      .map(([key, entry]) => `${key}:${display(entry)}`)
      .join(", ")}}`;
  return displayTemporal(value);
}

function displayTemporal(value: FeelValue): string {
  if (value instanceof FeelDuration) return durationText(value);
  if (value instanceof FeelDate) return dateText(value.unwrap());
  if (value instanceof FeelTime) return timeText(value);
  if (value instanceof FeelDateTime) return dateTimeText(value);
  if (value instanceof FeelRange) return displayRange(value);
  return value instanceof FeelLambda ? `function(${value.parameters.join(", ")})` : "";
}

function displayRange(range: FeelRange): string {
  const [open, close] = [range["start included"] ? "[" : "(", range["end included"] ? "]" : ")"];
  const [start, end] = boundsOf(range);
  return `${open}${display(start)}..${display(end)}${close}`;
}

/** The reason that every function gives for arguments of a wrong type. */
export function illegalArguments(values: readonly FeelValue[]): string {
  return `Illegal arguments: ${values.map((value) => `'${display(value)}'`).join(", ")}`;
}
