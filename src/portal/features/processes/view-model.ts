import type { DiagramElement, DiagramOutline } from "../../diagram.ts";
import type { ProcessDefinition } from "../../engine/gateway.ts";
import type { Translate } from "../../middleware/language.ts";
import { toElementTable } from "../operations/view-model.ts";
import { describeProblem, type LintProblem, type LintResult } from "./lint.ts";

/** What the page of a process needs. */
interface ProcessInput {
  readonly t: Translate;
  readonly definition: ProcessDefinition;
  readonly xml: string;
  readonly hasDraft: boolean;
  readonly outline: DiagramOutline | undefined;
  readonly lint: LintResult;
  readonly versions: readonly ProcessDefinition[];
}

/** The problems in the reader's language, errors first. */
export function toProblemRows(problems: readonly LintProblem[], outline: DiagramOutline | undefined, t: Translate) {
  const names = new Map(outline?.elements.map(({ id, name }) => [id, name]));
  return problems
    .toSorted((a, b) => Number(b.isError) - Number(a.isError))
    .map((problem) => ({
      element: problem.elementId,
      name: names.get(problem.elementId) ?? problem.elementId,
      text: describeProblem(problem, t),
      kind: t(problem.isError ? "processes.error" : "processes.warning"),
      badge: problem.isError ? "danger" : "warning",
    }));
}

/** The page of a process: editor, problems, and the same diagram as a list. */
export function toProcessView({ t, definition, xml, hasDraft, outline, lint, versions }: ProcessInput) {
  const problems = lint.kind === "checked" ? lint.problems : [];
  return {
    title: definition.name,
    id: definition.id,
    version: definition.version,
    xml,
    hasDraft,
    unreadable: lint.kind === "unreadable" ? lint.message : undefined,
    problems: toProblemRows(problems, outline, t),
    errorCount: problems.filter(({ isError }) => isError).length,
    elements: toElementTable(outline?.elements ?? [], [], { t }),
    versions: versions.map(({ version, versionTag }) => ({ version, tag: versionTag })),
    isWide: true,
    styles: ["/assets/camunda-bpmn-js/assets/camunda-cloud-modeler.css"],
    scripts: ["/assets/camunda-bpmn-js/camunda-cloud-modeler.production.min.js", "/assets/studio/editor.js"],
  };
}

/** What changed between two versions, element by element. */
interface DiagramChange {
  readonly kind: "added" | "removed" | "changed";
  readonly id: string;
  readonly name: string;
}

const fingerprint = (element: DiagramElement): string => JSON.stringify({ ...element, depth: 0 });

/** Elements that were added, removed, or changed in name, type, responsibility or what follows. */
export function compareOutlines(
  before: DiagramOutline | undefined,
  after: DiagramOutline | undefined,
): readonly DiagramChange[] {
  const old = new Map(before?.elements.map((element) => [element.id, element]));
  const current = new Map(after?.elements.map((element) => [element.id, element]));
  const added = [...current.values()].filter(({ id }) => !old.has(id));
  const removed = [...old.values()].filter(({ id }) => !current.has(id));
  const changed = [...current.values()].filter((element) => {
    const previous = old.get(element.id);
    return previous !== undefined && fingerprint(previous) !== fingerprint(element);
  });
  return [
    ...added.map(({ id, name }) => ({ kind: "added" as const, id, name })),
    ...removed.map(({ id, name }) => ({ kind: "removed" as const, id, name })),
    ...changed.map(({ id, name }) => ({ kind: "changed" as const, id, name })),
  ];
}
