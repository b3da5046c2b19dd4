import { isDateTime, timerProblem } from "../behaviour/timer-schedule.ts";
import { expressionOf } from "../behaviour/expressions.ts";
import { nodeIn, textIn, typeOf, type Node } from "./moddle.ts";
import { parseEvent } from "./parse-event.ts";
import { definitionsOf, isA } from "./tree.ts";
import { startName } from "./validate-events.ts";

interface Check {
  readonly isMandatory?: boolean;
  readonly isDynamic?: boolean;
  /** What static text must be, and how Zeebe says it. */
  readonly satisfies?: readonly [(text: string) => boolean, string];
}

const PATH = "[a-zA-Z_][a-zA-Z0-9_]*(\\.[a-zA-Z_][a-zA-Z0-9_]*)*";
const MAX_PRIORITY = 100;
const MISSING = "Expected expression but not found.";

/** What is wrong with the expressions of a node, in the real engine's words. */
export function expressionErrors(node: Node): string[] {
  return EXPRESSIONS[typeOf(node)]?.(node) ?? [];
}

function check(source: string | undefined, { isMandatory, isDynamic, satisfies }: Check = {}): string[] {
  const text = source ?? "";
  if (text === "") return isMandatory === true ? [MISSING] : [];
  const expression = expressionOf(text);
  if ("error" in expression) return [expression.error];
  if (!expression.isStatic) return [];
  if (isDynamic === true) {
    return [
      `Expected expression but found static value '${text}'. An expression must start with '=' (e.g. '=${text}').`,
    ];
  }
  if (satisfies === undefined || satisfies[0](text)) return [];
  return [`Expected static value to ${satisfies[1]}, but found '${text}'.`];
}

const attribute =
  (name: string, rule: Check = {}) =>
  (node: Node): string[] =>
    check(textIn(node, name), rule);

const body =
  (name: string, rule: Check = {}) =>
  (node: Node): string[] =>
    check(textIn(nodeIn(node, name), "body")?.trim(), rule);

const all =
  (...rules: readonly ((node: Node) => string[])[]) =>
  (node: Node): string[] =>
    rules.flatMap((rule) => rule(node));

function target(node: Node): string[] {
  const path = textIn(node, "target") ?? "";
  if (path === "") return ["Expected path expression but not found."];
  if (new RegExp(`^${PATH}$`).test(path)) return [];
  return [`Expected path expression '${path}' but doesn't match the pattern '${PATH}'.`];
}

/** A timer's text is judged at its event; a start event of a process can be evaluated, for it has no variables. */
function timer(event: Node): string[] {
  const [definition] = definitionsOf(event);
  if (definition === undefined || !isA(definition, "bpmn:TimerEventDefinition")) return [];
  const { event: parsed } = parseEvent(event, "START_EVENT");
  if (parsed?.kind !== "timer") return [];
  const startsProcess = isA(event, "bpmn:StartEvent") && isA(nodeIn(event, "$parent"), "bpmn:Process");
  const problem = timerProblem(parsed, startsProcess);
  return problem === undefined ? [] : [problem];
}

function priority(node: Node): string[] {
  const text = textIn(node, "priority") ?? "";
  const isNumber = (found: string): boolean => /^-?\d+$/.test(found);
  const wrong = check(text, {
    isMandatory: true,
    satisfies: [isNumber, `be a valid Number between 0 and ${MAX_PRIORITY}`],
  });
  if (wrong.length > 0 || !isNumber(text)) return wrong;
  if (Number(text) >= 0 && Number(text) <= MAX_PRIORITY) return [];
  return [`Priority must be a number between 0 and ${MAX_PRIORITY}, but was '${text}'.`];
}

const dynamic: Check = { isMandatory: true, isDynamic: true };
const needed: Check = { isMandatory: true };
const date: Check = { satisfies: [isDateTime, "be a valid DateTime String, e.g. '2023-03-02T15:35+02:00'"] };
const isList = (text: string): boolean => text.split(",").every((part) => part.trim() !== "");
const list: Check = { satisfies: [isList, "be a list of comma-separated values, e.g. 'a,b,c'"] };

const EXPRESSIONS: Readonly<Record<string, (node: Node) => string[]>> = {
  "zeebe:Input": all(attribute("source"), target),
  "zeebe:Output": all(attribute("source", needed), target),
  "bpmn:Message": attribute("name"),
  "bpmn:Signal": attribute("name"),
  "zeebe:Subscription": attribute("correlationKey", dynamic),
  "zeebe:LoopCharacteristics": all(
    attribute("inputCollection", dynamic),
    attribute("outputElement", { isDynamic: true }),
  ),
  "zeebe:AdHoc": all(
    attribute("activeElementsCollection", { isDynamic: true }),
    attribute("outputElement", { isDynamic: true }),
  ),
  "bpmn:AdHocSubProcess": body("completionCondition", { isDynamic: true }),
  "bpmn:MultiInstanceLoopCharacteristics": body("completionCondition"),
  "bpmn:FormalExpression": (node) => (isCondition(node) ? condition(node) : []),
  "zeebe:TaskDefinition": all(attribute("type", needed), attribute("retries")),
  "zeebe:CalledElement": attribute("processId", needed),
  "zeebe:CalledDecision": attribute("decisionId", needed),
  "zeebe:Script": attribute("expression", dynamic),
  "zeebe:AssignmentDefinition": all(
    attribute("assignee"),
    attribute("candidateGroups", list),
    attribute("candidateUsers", list),
  ),
  "zeebe:TaskSchedule": all(attribute("dueDate", date), attribute("followUpDate", date)),
  "zeebe:PriorityDefinition": priority,
  "bpmn:TimerEventDefinition": all(body("timeDate"), body("timeDuration"), body("timeCycle")),
  "bpmn:StartEvent": (node) => [...timer(node), ...startName(node).filter((error) => typeof error === "string")],
  "bpmn:BoundaryEvent": timer,
  "bpmn:IntermediateCatchEvent": timer,
};

/** An empty condition is a static value to the real engine. */
function condition(node: Node): string[] {
  const text = textIn(node, "body")?.trim() ?? "";
  return text === ""
    ? ["Expected expression but found static value ''. An expression must start with '=' (e.g. '=')."]
    : check(text, dynamic);
}

const isCondition = (node: Node): boolean => {
  const flow = nodeIn(node, "$parent");
  return isA(flow, "bpmn:SequenceFlow") && nodeIn(flow, "conditionExpression") === node;
};
