import { escape, xml } from "./xml.ts";

/** An output column with what it may carry. */
export interface Output {
  readonly name: string;
  /** Allowed values, the greatest priority first. */
  readonly values?: string;
  /** What it is when no rule matches. */
  readonly fallback?: string;
  readonly type?: string;
}

/** A decision table with everything that the standard lets a table say. */
export interface FullTable {
  readonly policy?: string;
  readonly aggregation?: string;
  /** Input expressions; an empty one is the cell left free. */
  readonly inputs?: readonly string[];
  readonly inputType?: string;
  readonly inputValues?: string;
  readonly outputs?: readonly (Output | string)[];
  /** Unary tests, then output expressions. */
  readonly rules: readonly (readonly string[])[];
  /** Ids of required decisions. */
  readonly requires?: readonly string[];
  /** Name of the variable, by default none. */
  readonly variable?: string;
  /** Further elements in front of the table. */
  readonly before?: readonly string[];
}

const text = (content: string): string => xml("text", {}, [escape(content)]);

/** A decision with such a table. */
export function fullTable(id: string, parts: FullTable): string {
  const { inputs = ["n"], outputs = ["r"], rules, requires = [], before = [], variable } = parts;
  const columns = inputs.map((expression, index) =>
    xml("input", { id: `${id}-in-${index}`, label: `label ${index}` }, [
      xml("inputExpression", { id: `${id}-ie-${index}`, typeRef: parts.inputType }, [text(expression)]),
      parts.inputValues === undefined ? "" : xml("inputValues", { id: `${id}-iv-${index}` }, [text(parts.inputValues)]),
    ]),
  );
  const results = outputs.map((output, index) => outputColumn(id, { output, index }));
  const rows = rules.map((cells, row) =>
    xml("rule", { id: `${id}-rule-${row}` }, [
      ...cells
        .slice(0, inputs.length)
        .map((cell, at) => xml("inputEntry", { id: `${id}-i-${row}-${at}` }, [text(cell)])),
      ...cells.slice(inputs.length).map((cell, at) => xml("outputEntry", { id: `${id}-o-${row}-${at}` }, [text(cell)])),
    ]),
  );
  return xml("decision", { id, name: `name of ${id}` }, [
    variable === undefined ? "" : xml("variable", { id: `${id}-variable`, name: variable }),
    ...requires.map((other) =>
      xml("informationRequirement", { id: `${id}-needs-${other}` }, [xml("requiredDecision", { href: `#${other}` })]),
    ),
    ...before,
    xml("decisionTable", { id: `${id}-table`, hitPolicy: parts.policy, aggregation: parts.aggregation }, [
      ...columns,
      ...results,
      ...rows,
    ]),
  ]);
}

function outputColumn(id: string, { output, index }: { output: Output | string; index: number }): string {
  const { name, values, fallback, type } = typeof output === "string" ? { name: output } : output;
  return xml("output", { id: `${id}-out-${index}`, name, label: `label of ${name}`, typeRef: type }, [
    values === undefined ? "" : xml("outputValues", { id: `${id}-ov-${index}` }, [text(values)]),
    fallback === undefined ? "" : xml("defaultOutputEntry", { id: `${id}-def-${index}` }, [text(fallback)]),
  ]);
}

/** A decision that is one expression. */
export const expressed = (id: string, expression: string, requires: readonly string[] = []): string =>
  xml("decision", { id, name: `name of ${id}` }, [
    xml("variable", { id: `${id}-variable`, name: id }),
    ...requires.map((other) =>
      xml("informationRequirement", { id: `${id}-needs-${other}` }, [xml("requiredDecision", { href: `#${other}` })]),
    ),
    xml("literalExpression", { id: `${id}-literal` }, [text(expression)]),
  ]);

/** A file of decisions. */
export const decisionFile = (...all: readonly string[]): Record<string, string> => ({
  "d.dmn": `<?xml version="1.0" encoding="UTF-8"?>${xml(
    "definitions",
    { xmlns: "https://www.omg.org/spec/DMN/20191111/MODEL/", id: "file", name: "file", namespace: "n" },
    all,
  )}`,
});
