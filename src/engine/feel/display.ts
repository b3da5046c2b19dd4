import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from "feelin";
import { durationText, isFeelContext, isFeelList, type FeelValue } from "./values.ts";

/** Writes a value as `string()` does; texts inside lists and contexts are quoted. */
export function textOf(value: FeelValue): string {
  return typeof value === "string" ? value : display(value);
}

/** Writes a value as feel-scala quotes it in warnings: texts in double quotes. */
export function display(value: FeelValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return `"${value}"`;
  if (typeof value !== "object") return String(value);
  if (isFeelList(value)) return `[${value.map(display).join(", ")}]`;
  if (isFeelContext(value))
    return `{${Object.entries(value)
      .map(([key, entry]) => `${key}:${display(entry)}`)
      .join(", ")}}`;
  return displayTemporal(value);
}

function displayTemporal(value: FeelValue): string {
  if (value instanceof FeelDuration) return durationText(value);
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime) return value.iso;
  return value instanceof FeelRange ? displayRange(value) : "<function>";
}

function displayRange(range: FeelRange): string {
  const [open, close] = [range["start included"] ? "[" : "(", range["end included"] ? "]" : ")"];
  return `${open}${String(range.start)}..${String(range.end)}${close}`;
}
