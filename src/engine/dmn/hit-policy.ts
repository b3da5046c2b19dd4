import { equal, order } from "../feel/compare.ts";
import { display } from "../feel/display.ts";
import { isFeelNumber, sumOf, type FeelNumber } from "../feel/numbers.ts";
import { isFeelContext, type FeelContext, type FeelValue } from "../feel/values.ts";
import { failure, success, type Result } from "./evaluation.ts";
import type { OutputSource, TableSource } from "./source.ts";

type Row = FeelContext;

/** Brings the matched rows together as the hit policy says; each row holds its outputs by name. */
export function applyHitPolicy(table: TableSource, rows: readonly Row[]): Result {
  switch (table.hitPolicy) {
    case "UNIQUE":
      return rows.length > 1 ? refuse("multiple values aren't allowed for UNIQUE hit policy", rows) : first(rows);
    case "FIRST":
      return first(rows);
    case "ANY":
      return any(distinct(rows));
    case "PRIORITY":
      return first(byPriority(table.outputs, rows));
    case "RULE ORDER":
      return all(rows);
    case "OUTPUT ORDER":
      return all(byPriority(table.outputs, rows));
    case "COLLECT":
      return collect(table, rows);
  }
}

function refuse(reason: string, rows: readonly Row[]): Result {
  return failure(`${reason}. found: 'List(${rows.map(scalaText).join(", ")})'`);
}

/** Writes a row as Scala prints a map, which the failure text quotes. */
function scalaText(row: FeelValue): string {
  if (!isFeelContext(row)) return display(row);
  return `Map(${Object.entries(row)
    .map(([name, value]) => `${name} -> ${display(value)}`)
    .join(", ")})`;
}

function any(rows: readonly Row[]): Result {
  return rows.length > 1 ? refuse("different values aren't allowed for ANY hit policy", rows) : first(rows);
}

function distinct(rows: readonly Row[]): readonly Row[] {
  return rows.filter((row, index) => rows.findIndex((other) => equal(other, row) === true) === index);
}

function first(rows: readonly Row[]): Result {
  const [row] = rows;
  return success(row === undefined ? null : valueOf(row));
}

function all(rows: readonly Row[]): Result {
  return success(rows.map((row) => valueOf(row)));
}

/** A row of a single output is that output's value. */
function valueOf(row: Row): FeelValue {
  const values = Object.values(row);
  return values.length === 1 ? (values[0] ?? null) : row;
}

function byPriority(outputs: readonly OutputSource[], rows: readonly Row[]): readonly Row[] {
  const priorities = outputs.map(({ name, values }) => ({
    name,
    values: values.split(",").map((value) => value.trim()),
  }));
  return [...rows].sort((a, b) => {
    for (const { name, values } of priorities) {
      const gap = rankIn(values, a[name] ?? null) - rankIn(values, b[name] ?? null);
      if (gap !== 0) return gap;
    }
    return 0;
  });
}

function rankIn(values: readonly string[], value: FeelValue): number {
  const index = values.indexOf(display(value));
  return index < 0 ? values.length : index;
}

function collect(table: TableSource, rows: readonly Row[]): Result {
  if (table.aggregation === undefined) return all(rows);
  const values = rows.map((row) => valueOf(row));
  if (table.aggregation === "COUNT") return success(values.length);
  const wrong = values.find((value) => !isFeelNumber(value));
  if (wrong !== undefined) return failure(`expected number but found '${scalaText(wrong)}'`);
  return success(aggregate(table.aggregation, values.filter(isFeelNumber)));
}

function aggregate(aggregation: "SUM" | "MIN" | "MAX", values: readonly FeelNumber[]): FeelValue {
  if (aggregation === "SUM") return sumOf(values);
  const sign = aggregation === "MIN" ? -1 : 1;
  return values.reduce((best, value) => (order(value, best) === sign ? value : best), values[0] ?? 0);
}
