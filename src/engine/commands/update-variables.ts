import { changeTask } from "../behaviour/user-tasks.ts";
import { setVariables } from "../behaviour/variable-documents.ts";
import { numberField, objectField, textField } from "../core/fields.ts";
import { contextOf, instanceOf, type CommandProcessors, type ElementContext, type Runtime } from "../core/runtime.ts";
import type { JsonObject } from "../core/record.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { UserTaskRow } from "../store/tables-user-tasks.ts";

/** Setting variables from outside. */
export const variableDocumentCommands: CommandProcessors = { "VARIABLE_DOCUMENT UPDATE": update };

function update(rt: Runtime, command: PendingCommand): void {
  const scopeKey = numberField(command.value, "scopeKey");
  const context = contextOf(rt, scopeKey);
  if (context === undefined || instanceOf(context).phase === "ELEMENT_TERMINATING") {
    rt.writers.reject(
      "NOT_FOUND",
      `Expected to update variables for element with key '${scopeKey}', but no such element was found`,
    );
    return;
  }
  const document = {
    scopeKey,
    updateSemantics: textField(command.value, "updateSemantics", "PROPAGATE"),
    variables: objectField(command.value, "variables"),
    tenantId: context.value.tenantId,
  };
  const task = rt.state.userTasks.get(instanceOf(context).userTaskKey);
  if (task !== undefined) {
    updateTask(context, task, document);
    return;
  }
  setVariables(context, document);
  const key = rt.keys.next();
  rt.writers.respond(rt.writers.event("VARIABLE_DOCUMENT", "UPDATED", { key, value: document }));
}

/** Variables at a user task are an update of the task, which its listeners can deny. */
function updateTask({ rt }: ElementContext, task: UserTaskRow, value: Document): void {
  const { state = "CREATED" } = task;
  if (state !== "CREATED") {
    const wanted = `Expected to trigger update transition for user task with key '${task.key}'`;
    rt.writers.reject("INVALID_STATE", `${wanted}, but it is in state '${state}'`);
    return;
  }
  const document = { key: rt.keys.next(), value };
  rt.writers.event("VARIABLE_DOCUMENT", "UPDATING", document);
  const { variables } = value;
  const changedAttributes = Object.keys(variables).length === 0 ? [] : ["variables"];
  const pending = { ...task.value, variables, changedAttributes };
  changeTask(rt, { ...task, document }, { state: "UPDATING", value: pending });
}

type Document = JsonObject & { readonly variables: JsonObject };
