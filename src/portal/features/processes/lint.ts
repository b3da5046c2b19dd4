import { createRequire } from "node:module";
import { BpmnModdle } from "bpmn-moddle";
import { z } from "zod";
import type { Translate } from "../../middleware/language.ts";

const require = createRequire(import.meta.url);
const zeebeModdle: unknown = require("zeebe-bpmn-moddle/resources/zeebe.json");

interface LinterLike {
  lint(root: object): Promise<unknown>;
}
const constructorOf = <T>() => z.custom<T>((value) => typeof value === "function");
const Linter = constructorOf<new (options: { config: object; resolver: object }) => LinterLike>().parse(
  require("bpmnlint/lib/linter"),
);
const NodeResolver = constructorOf<new (options: { require: NodeJS.Require }) => object>().parse(
  require("bpmnlint/lib/resolver/node-resolver"),
);

/** The rules the repository's own models keep: well-formed, and executable on 8.6 as well as on 8.9. */
const CONFIG = {
  extends: ["bpmnlint:recommended", "plugin:camunda-compat/camunda-cloud-8-6"],
} as const;

const results = z.record(
  z.string(),
  z.array(
    z.looseObject({
      id: z.string().optional(),
      message: z.string(),
      category: z.string(),
      name: z.string().optional(),
    }),
  ),
);

/** One problem of a diagram. */
export interface LintProblem {
  readonly rule: string;
  readonly elementId: string;
  /** bpmnlint's own English sentence. */
  readonly message: string;
  /** Errors stop a deployment, warnings do not. */
  readonly isError: boolean;
}

/** What reading and checking a diagram found. */
export type LintResult =
  | { readonly kind: "checked"; readonly problems: readonly LintProblem[] }
  | { readonly kind: "unreadable"; readonly message: string };

/** Checks a diagram with bpmnlint; a text that is no BPMN is "unreadable". */
export async function lintDiagram(xml: string): Promise<LintResult> {
  const moddle = new BpmnModdle({ zeebe: zeebeModdle });
  const parsed = await moddle
    .fromXML(xml)
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof parsed === "string") return { kind: "unreadable", message: parsed };
  const linter = new Linter({ config: CONFIG, resolver: new NodeResolver({ require }) });
  const found = results.parse(await linter.lint(parsed.rootElement));
  const problems = Object.entries(found).flatMap(([rule, reports]) =>
    reports.map(({ id, message, category }) => ({
      rule,
      elementId: id ?? "",
      message,
      isError: category === "error" || category === "rule-error",
    })),
  );
  return { kind: "checked", problems };
}

/** A problem as a sentence in the reader's language; a rule without a translation keeps bpmnlint's own words. */
export function describeProblem(problem: LintProblem, t: Translate): string {
  const key = `lint.${problem.rule.replace(/^camunda-compat\//, "")}`;
  const text = t(key);
  return text === key ? `${problem.message} (${problem.rule})` : text;
}
