import { OrchestrationLifters } from "@camunda8/sdk";
import { call, callOptional, SETTLED, type CamundaClient } from "./camunda-tasks.ts";
import type {
  ElementInstance,
  ElementStatistics,
  Incident,
  InstanceQuery,
  MonitorGateway,
  ProcessDefinition,
  ProcessInstance,
} from "./gateway.ts";

const { IncidentKey, JobKey, ProcessDefinitionId, ProcessDefinitionKey, ProcessInstanceKey } = OrchestrationLifters;
type Items<M extends keyof CamundaClient> = CamundaClient[M] extends (...args: never[]) => PromiseLike<{
  items: readonly (infer I)[];
}>
  ? I
  : never;

function toDefinition(raw: Items<"searchProcessDefinitions">): ProcessDefinition {
  return {
    key: raw.processDefinitionKey,
    id: raw.processDefinitionId,
    name: raw.name ?? raw.processDefinitionId,
    version: raw.version,
    versionTag: raw.versionTag ?? undefined,
    resourceName: raw.resourceName,
  };
}

function toInstance(raw: Items<"searchProcessInstances">): ProcessInstance {
  return {
    key: raw.processInstanceKey,
    definitionId: raw.processDefinitionId,
    definitionKey: raw.processDefinitionKey,
    definitionName: raw.processDefinitionName ?? raw.processDefinitionId,
    version: raw.processDefinitionVersion,
    state: raw.state,
    startDate: raw.startDate,
    endDate: raw.endDate ?? undefined,
    hasIncident: raw.hasIncident,
    parentKey: raw.parentProcessInstanceKey ?? undefined,
  };
}

function toElement(raw: Items<"searchElementInstances">): ElementInstance {
  return {
    key: raw.elementInstanceKey,
    elementId: raw.elementId,
    name: raw.elementName,
    type: raw.type,
    state: raw.state,
    hasIncident: raw.hasIncident,
    startDate: raw.startDate,
    endDate: raw.endDate ?? undefined,
  };
}

function toIncident(raw: Items<"searchIncidents">): Incident {
  return {
    key: raw.incidentKey,
    errorType: raw.errorType,
    errorMessage: raw.errorMessage,
    elementId: raw.elementId,
    definitionId: raw.processDefinitionId,
    processInstanceKey: raw.processInstanceKey,
    jobKey: raw.jobKey ?? undefined,
    creationTime: raw.creationTime,
  };
}

function toStatistics(raw: Items<"getProcessDefinitionStatistics">): ElementStatistics {
  const { elementId, active, incidents, completed, canceled } = raw;
  return { elementId, active, incidents, completed, canceled };
}

function instanceFilter(query: InstanceQuery) {
  return {
    ...(query.definitionId === undefined ? {} : { processDefinitionId: query.definitionId }),
    ...(query.definitionKey === undefined
      ? {}
      : { processDefinitionKey: ProcessDefinitionKey.assumeExists(query.definitionKey) }),
    ...(query.state === undefined ? {} : { state: query.state }),
    ...(query.hasIncident === undefined ? {} : { hasIncident: query.hasIncident }),
    ...(query.parentKey === undefined
      ? {}
      : { parentProcessInstanceKey: ProcessInstanceKey.assumeExists(query.parentKey) }),
    ...(query.variable === undefined
      ? {}
      : { variables: [{ name: query.variable.name, value: JSON.stringify(query.variable.value) }] }),
  };
}

/** Definitions and their diagrams. */
function definitions(client: CamundaClient) {
  const search = async (filter: object): Promise<readonly ProcessDefinition[]> => {
    const request = { filter, page: { limit: 500 } };
    const found = await call("searchProcessDefinitions", () => client.searchProcessDefinitions(request, SETTLED));
    return found.items.map(toDefinition);
  };
  return {
    latestDefinitions: () => search({ isLatestVersion: true }),
    versionsOf: async (id) => {
      const found = await search({ processDefinitionId: ProcessDefinitionId.assumeExists(id) });
      return found.toSorted((a, b) => b.version - a.version);
    },
    findDefinition: async (key) => {
      const processDefinitionKey = ProcessDefinitionKey.assumeExists(key);
      const read = () => client.getProcessDefinition({ processDefinitionKey }, SETTLED);
      const raw = await callOptional("getProcessDefinition", read);
      return raw === undefined ? undefined : toDefinition(raw);
    },
    xmlOf: (key) => {
      const processDefinitionKey = ProcessDefinitionKey.assumeExists(key);
      return call("getProcessDefinitionXML", () => client.getProcessDefinitionXml({ processDefinitionKey }, SETTLED));
    },
    statisticsOfDefinition: async (key) => {
      const processDefinitionKey = ProcessDefinitionKey.assumeExists(key);
      const found = await call("getProcessDefinitionStatistics", () =>
        client.getProcessDefinitionStatistics({ processDefinitionKey }, SETTLED),
      );
      return found.items.map(toStatistics);
    },
  } satisfies Partial<MonitorGateway>;
}

/** Instances and what they hold. */
function instances(client: CamundaClient) {
  return {
    searchInstances: async (query) => {
      const request = {
        filter: instanceFilter(query),
        sort: [{ field: "startDate", order: "DESC" }],
        page: { limit: query.limit ?? 100 },
      } satisfies Parameters<CamundaClient["searchProcessInstances"]>[0];
      const found = await call("searchProcessInstances", () => client.searchProcessInstances(request, SETTLED));
      return found.items.map(toInstance);
    },
    findInstance: async (key) => {
      const processInstanceKey = ProcessInstanceKey.assumeExists(key);
      const read = () => client.getProcessInstance({ processInstanceKey }, SETTLED);
      const raw = await callOptional("getProcessInstance", read);
      return raw === undefined ? undefined : toInstance(raw);
    },
    elementsOf: async (key) => {
      const filter = { processInstanceKey: ProcessInstanceKey.assumeExists(key) };
      const read = () => client.searchElementInstances({ filter, page: { limit: 1000 } }, SETTLED);
      return (await call("searchElementInstances", read)).items.map(toElement);
    },
    variablesOf: async (key) => {
      const filter = { processInstanceKey: ProcessInstanceKey.assumeExists(key) };
      const read = () => client.searchVariables({ filter, page: { limit: 500 } }, SETTLED);
      return (await call("searchVariables", read)).items.map(({ name, value, scopeKey }) => ({
        name,
        value,
        scopeKey: String(scopeKey),
      }));
    },
    statisticsOfInstance: async (key) => {
      const processInstanceKey = ProcessInstanceKey.assumeExists(key);
      const read = () => client.getProcessInstanceStatistics({ processInstanceKey }, SETTLED);
      return (await call("getProcessInstanceStatistics", read)).items.map(toStatistics);
    },
    cancelInstance: async (key) => {
      const processInstanceKey = ProcessInstanceKey.assumeExists(key);
      await call("cancelProcessInstance", () => client.cancelProcessInstance({ processInstanceKey }));
    },
  } satisfies Partial<MonitorGateway>;
}

/** Incidents: list and retry. */
function incidents(client: CamundaClient) {
  return {
    incidents: async ({ instanceKey, definitionId }) => {
      const filter = {
        state: "ACTIVE" as const,
        ...(instanceKey === undefined ? {} : { processInstanceKey: ProcessInstanceKey.assumeExists(instanceKey) }),
        ...(definitionId === undefined ? {} : { processDefinitionId: ProcessDefinitionId.assumeExists(definitionId) }),
      };
      const read = () => client.searchIncidents({ filter, page: { limit: 500 } }, SETTLED);
      return (await call("searchIncidents", read)).items.map(toIncident);
    },
    retryIncident: async (key) => {
      const incidentKey = IncidentKey.assumeExists(key);
      const incident = await call("getIncident", () => client.getIncident({ incidentKey }, SETTLED));
      if (incident.jobKey !== null) {
        const jobKey = JobKey.assumeExists(incident.jobKey);
        await call("updateJob", () => client.updateJob({ jobKey, changeset: { retries: 1 } }));
      }
      await call("resolveIncident", () => client.resolveIncident({ incidentKey }));
    },
  } satisfies Partial<MonitorGateway>;
}

/** The monitoring side of the gateway on the official client. */
export function createMonitorGateway(client: CamundaClient): MonitorGateway {
  return { ...definitions(client), ...instances(client), ...incidents(client) };
}
