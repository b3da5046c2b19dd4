import { EngineCannotSearch } from "./errors.ts";
import type { EngineGateway, ProcessDefinition } from "./gateway.ts";

/** A process that was deployed by us, for an engine that cannot be asked what it has. */
export interface DeployedModel {
  readonly definition: ProcessDefinition;
  readonly xml: string;
}

/**
 * A gateway to an engine without search (Camunda before 8.8): commands go through, what would have to be searched is refused with
 * EngineCannotSearch, and processes are those that were deployed from here since the start, which deploys all of them.
 */
export function withoutSearch(gateway: EngineGateway, deployed: readonly DeployedModel[]): EngineGateway {
  const models = new Map(deployed.map((model) => [model.definition.id, model]));
  return {
    ...gateway,
    ...refusals(),
    latestDefinitions: () => Promise.resolve([...models.values()].map(({ definition }) => definition)),
    versionsOf: (id) =>
      Promise.resolve([models.get(id)].flatMap((model) => (model === undefined ? [] : [model.definition]))),
    findDefinition: (key) =>
      Promise.resolve([...models.values()].find(({ definition }) => definition.key === key)?.definition),
    xmlOf: (key) => {
      const found = [...models.values()].find(({ definition }) => definition.key === key);
      return found === undefined ? refuse("getProcessDefinitionXML") : Promise.resolve(found.xml);
    },
    deploy: async (files) => {
      const made = await gateway.deploy(files);
      for (const { id, version } of made) {
        const earlier = models.get(id);
        const xml = files.find(({ name }) => name === earlier?.definition.resourceName)?.content;
        if (earlier !== undefined && xml !== undefined)
          models.set(id, { definition: { ...earlier.definition, version }, xml });
      }
      return made;
    },
  };
}

function refusals() {
  return {
    searchTasks: () => refuse("searchUserTasks"),
    findTask: () => refuse("getUserTask"),
    formOfTask: () => refuse("getUserTaskForm"),
    variablesOfTask: () => refuse("searchUserTaskVariables"),
    statisticsOfDefinition: () => refuse("getProcessDefinitionStatistics"),
    statisticsOfInstance: () => refuse("getProcessInstanceStatistics"),
    searchInstances: () => refuse("searchProcessInstances"),
    findInstance: () => refuse("getProcessInstance"),
    elementsOf: () => refuse("searchElementInstances"),
    variablesOf: () => refuse("searchVariables"),
    incidents: () => refuse("searchIncidents"),
    retryIncident: () => refuse("getIncident"),
  } satisfies Partial<EngineGateway>;
}

function refuse(operation: string): Promise<never> {
  return Promise.reject(new EngineCannotSearch(operation));
}
