import { escape, xml } from "./xml.ts";

/** A decision table under construction. */
export interface Table {
  readonly name?: string;
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  /** Input expressions, in the order of the rules' cells. */
  readonly inputs: readonly string[];
  /** Names of the outputs. */
  readonly outputs: readonly string[];
  /** Rows of unary tests followed by output expressions. */
  readonly rules: readonly (readonly string[])[];
  /** Ids of the decisions that this one needs. */
  readonly requires?: readonly string[];
}

const text = (content: string): string => xml("text", {}, [escape(content)]);

function requirements(id: string, requires: readonly string[]): string[] {
  return requires.map((other) =>
    xml("informationRequirement", { id: `${id}-${other}` }, [xml("requiredDecision", { href: `#${other}` })]),
  );
}

/** A decision table of a decision file. */
export function table(id: string, parts: Table): string {
  const { inputs, outputs, rules, requires = [] } = parts;
  const rows = rules.map((cells, row) =>
    xml("rule", { id: `${id}-rule-${row + 1}` }, [
      ...cells
        .slice(0, inputs.length)
        .map((cell, column) => xml("inputEntry", { id: `${id}-in-${row + 1}-${column + 1}` }, [text(cell)])),
      ...cells
        .slice(inputs.length)
        .map((cell, column) => xml("outputEntry", { id: `${id}-out-${row + 1}-${column + 1}` }, [text(cell)])),
    ]),
  );
  const columns = inputs.map((expression, index) =>
    xml("input", { id: `${id}-input-${index + 1}`, label: expression }, [
      xml("inputExpression", { id: `${id}-expression-${index + 1}` }, [text(expression)]),
    ]),
  );
  const results = outputs.map((name, index) => xml("output", { id: `${id}-output-${index + 1}`, name, label: name }));
  return xml("decision", { id, name: parts.name ?? id }, [
    ...requirements(id, requires),
    xml("decisionTable", { id: `${id}-table`, hitPolicy: parts.hitPolicy, aggregation: parts.aggregation }, [
      ...columns,
      ...results,
      ...rows,
    ]),
  ]);
}

/** A literal expression of a decision file. */
export const literal = (id: string, expression: string, requires: readonly string[] = []): string =>
  xml("decision", { id, name: id }, [
    xml("variable", { id: `${id}-variable`, name: id }),
    ...requirements(id, requires),
    xml("literalExpression", { id: `${id}-literal` }, [text(expression)]),
  ]);

/** A decision file. */
export const decisions = (id: string, ...all: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${xml(
    "definitions",
    {
      xmlns: "https://www.omg.org/spec/DMN/20191111/MODEL/",
      id,
      name: id,
      namespace: "http://camunda.org/schema/1.0/dmn",
    },
    all,
  )}`;
