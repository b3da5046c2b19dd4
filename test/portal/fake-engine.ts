import { EngineConflict, EngineNotFound, EngineUnreachable } from "../../src/portal/engine/errors.ts";
import type { EngineGateway, Message, UserTask } from "../../src/portal/engine/gateway.ts";
import type { JsonObject } from "../../src/portal/engine/json.ts";

/** A task of the fake engine: what the engine would show, its form and its variables. */
interface FakeTask {
  readonly task: UserTask;
  readonly form: string | undefined;
  readonly variables: JsonObject;
}

/** An engine in memory, with a plug to pull and a memory of what it was told. */
export class FakeEngine {
  isDown = false;
  readonly started: { readonly processDefinitionId: string; readonly variables: JsonObject }[] = [];
  readonly completed: { readonly userTaskKey: string; readonly variables: JsonObject }[] = [];
  readonly messages: Message[] = [];
  readonly tasks = new Map<string, FakeTask>();

  /** Adds an open task for a group; gives its key. */
  addTask(more: Partial<UserTask>, { form, variables = {} }: { form?: string; variables?: JsonObject } = {}): string {
    const userTaskKey = String(2251799813685248 + this.tasks.size);
    const task: UserTask = {
      userTaskKey,
      name: "Meldung prüfen",
      elementId: "TaskMeldungPruefen",
      state: "CREATED",
      assignee: undefined,
      candidateGroups: ["cm-koordination"],
      creationDate: "2026-01-05T08:00:00Z",
      dueDate: undefined,
      processDefinitionId: "meldung",
      processInstanceKey: "1",
      elementInstanceKey: "2",
      priority: 50,
      ...more,
    };
    this.tasks.set(userTaskKey, { task, form, variables });
    return userTaskKey;
  }

  /** The face that the portal sees. */
  get gateway(): EngineGateway {
    return {
      searchTasks: (query) =>
        this.#ask("searchUserTasks", () =>
          [...this.tasks.values()]
            .map(({ task }) => task)
            .filter(({ state }) => state === "CREATED")
            .filter(({ assignee }) => query.assignee === undefined || assignee === query.assignee)
            .filter(({ candidateGroups }) => query.groups?.some((group) => candidateGroups.includes(group)) ?? true),
        ),
      findTask: (key) => this.#ask("getUserTask", () => this.tasks.get(key)?.task),
      formOfTask: (key) => this.#ask("getUserTaskForm", () => this.tasks.get(key)?.form),
      variablesOfTask: (key) => this.#ask("searchUserTaskVariables", () => this.tasks.get(key)?.variables ?? {}),
      claimTask: (key, assignee) =>
        this.#ask("assignUserTask", () => {
          if (this.#taskOf(key).task.assignee !== undefined)
            throw new EngineConflict("Expected the task to be free, but it is assigned");
          this.#change(key, { assignee });
        }),
      returnTask: (key) =>
        this.#ask("unassignUserTask", () => {
          this.#change(key, { assignee: undefined });
        }),
      completeTask: (userTaskKey, variables) =>
        this.#ask("completeUserTask", () => {
          this.#change(userTaskKey, { state: "COMPLETED" });
          this.completed.push({ userTaskKey, variables });
        }),
      startProcess: (processDefinitionId, variables) =>
        this.#ask("createProcessInstance", () => {
          this.started.push({ processDefinitionId, variables });
          return { processInstanceKey: String(this.started.length) };
        }),
      publishMessage: (message) => this.#ask("publishMessage", () => void this.messages.push(message)),
      isReachable: () => Promise.resolve(!this.isDown),
      searchInstances: ({ variable }) =>
        this.#ask("searchProcessInstances", () =>
          this.started.flatMap(({ processDefinitionId, variables }, index) =>
            variable === undefined || variables[variable.name] === variable.value
              ? [
                  {
                    key: String(index + 1),
                    definitionId: processDefinitionId,
                    definitionKey: "1",
                    definitionName: processDefinitionId,
                    version: 1,
                    state: "ACTIVE",
                    startDate: "2026-01-05T08:00:00Z",
                    endDate: undefined,
                    hasIncident: false,
                    parentKey: undefined,
                  },
                ]
              : [],
          ),
        ),
      latestDefinitions: () => this.#ask("searchProcessDefinitions", () => []),
      versionsOf: () => this.#ask("searchProcessDefinitions", () => []),
      findDefinition: () => this.#ask("getProcessDefinition", () => undefined),
      xmlOf: () => this.#ask("getProcessDefinitionXML", () => ""),
      statisticsOfDefinition: () => this.#ask("getProcessDefinitionStatistics", () => []),
      statisticsOfInstance: () => this.#ask("getProcessInstanceStatistics", () => []),
      findInstance: () => this.#ask("getProcessInstance", () => undefined),
      elementsOf: () => this.#ask("searchElementInstances", () => []),
      variablesOf: () => this.#ask("searchVariables", () => []),
      incidents: () => this.#ask("searchIncidents", () => []),
      retryIncident: () => this.#ask("resolveIncident", () => undefined),
      cancelInstance: () => this.#ask("cancelProcessInstance", () => undefined),
      deploy: () => this.#ask("createDeployment", () => []),
    };
  }

  async #ask<T>(operation: string, answer: () => T): Promise<T> {
    await Promise.resolve();
    if (this.isDown) throw new EngineUnreachable(operation);
    return answer();
  }

  #taskOf(key: string): FakeTask {
    const found = this.tasks.get(key);
    if (found === undefined) throw new EngineNotFound(`Expected task ${key} to exist, but it does not`);
    return found;
  }

  #change(key: string, change: Partial<UserTask>): void {
    const found = this.#taskOf(key);
    this.tasks.set(key, { ...found, task: { ...found.task, ...change } });
  }
}
