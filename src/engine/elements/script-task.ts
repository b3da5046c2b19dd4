import { evaluateJson } from "../behaviour/expressions.ts";
import { evaluatedTask } from "./evaluated-task.ts";

/** Script tasks: a FEEL expression that the engine evaluates, or a job. */
export const scriptTask = evaluatedTask({
  source: ({ script }) => script,
  evaluate: (context, { expression }) => evaluateJson(context, expression),
  resultVariable: ({ resultVariable }) => resultVariable,
});
