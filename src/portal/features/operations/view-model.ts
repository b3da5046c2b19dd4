import type { DiagramElement } from "../../diagram.ts";
import type {
  ElementInstance,
  ElementStatistics,
  Incident,
  ProcessDefinition,
  ProcessInstance,
  Variable,
} from "../../engine/gateway.ts";
import { formatDateTime } from "../../format.ts";
import type { Language, Translate } from "../../middleware/language.ts";

/** Texts and formats of the page. */
interface Texts {
  readonly t: Translate;
  readonly language: Language;
}

const BADGES: Readonly<Record<string, string>> = { ACTIVE: "info", COMPLETED: "success", TERMINATED: "neutral" };

/** The processes with their newest version and what is open. */
export function toProcessListView(
  definitions: readonly ProcessDefinition[],
  incidents: readonly Incident[],
  { t }: Texts,
) {
  return {
    title: t("operations.title"),
    incidentCount: incidents.length,
    processes: definitions
      .toSorted((a, b) => a.name.localeCompare(b.name, "de"))
      .map((definition) => ({
        href: `/betrieb/prozesse/${definition.key}`,
        name: definition.name,
        id: definition.id,
        version: definition.version,
        tag: definition.versionTag,
        incidents: incidents.filter(({ definitionId }) => definitionId === definition.id).length,
      })),
  };
}

/** One incident with the way out. */
export function toIncidentRow(incident: Incident, { t, language }: Texts) {
  const kind = t(`operations.errorType.${incident.errorType}`);
  return {
    key: incident.key,
    kind: kind.startsWith("operations.") ? incident.errorType : kind,
    message: incident.errorMessage,
    element: incident.elementId,
    process: incident.definitionId,
    instanceHref: `/betrieb/instanzen/${incident.processInstanceKey}`,
    instance: incident.processInstanceKey,
    at: formatDateTime(incident.creationTime, language),
    hasJob: incident.jobKey !== undefined,
  };
}

/** One instance in a list. */
export function toInstanceRow(instance: ProcessInstance, { t, language }: Texts) {
  return {
    href: `/betrieb/instanzen/${instance.key}`,
    key: instance.key,
    process: instance.definitionName,
    version: instance.version,
    state: t(`operations.state.${instance.state}`),
    badge: instance.hasIncident ? "danger" : (BADGES[instance.state] ?? "neutral"),
    incident: instance.hasIncident,
    start: formatDateTime(instance.startDate, language),
    end: formatDateTime(instance.endDate, language),
  };
}

/** The diagram as a table: each element with its tokens and incidents. The same content as the picture. */
export function toElementTable(
  elements: readonly DiagramElement[],
  statistics: readonly ElementStatistics[],
  { t }: Pick<Texts, "t">,
) {
  const byId = new Map(statistics.map((entry) => [entry.elementId, entry]));
  return elements.map((element) => {
    const counts = byId.get(element.id);
    return {
      id: element.id,
      name: element.name,
      type: typeLabel(element.type, t),
      lane: element.lane ?? "",
      active: counts?.active ?? 0,
      incidents: counts?.incidents ?? 0,
      completed: counts?.completed ?? 0,
      isActive: (counts?.active ?? 0) > 0,
      hasIncident: (counts?.incidents ?? 0) > 0,
      next: element.next.map(({ label, target }) => (label === "" ? target : `${label}: ${target}`)).join("; "),
      responsible: element.responsible ?? "",
      indent: "– ".repeat(element.depth),
    };
  });
}

/** Name of a BPMN element type. */
function typeLabel(type: string, t: Translate): string {
  const key = `bpmn.${type}`;
  const text = t(key);
  return text === key ? type : text;
}

/** What the diagram script draws on the elements. */
export function toTokens(statistics: readonly ElementStatistics[]): string {
  const shown = statistics.filter(({ active, incidents }) => active > 0 || incidents > 0);
  return JSON.stringify(shown.map(({ elementId, active, incidents }) => ({ elementId, active, incidents })));
}

/** What the page of an instance needs. */
interface InstanceInput extends Texts {
  readonly instance: ProcessInstance;
  readonly elements: readonly ElementInstance[];
  readonly variables: readonly Variable[];
  readonly incidents: readonly Incident[];
  readonly children: readonly ProcessInstance[];
  readonly statistics: readonly ElementStatistics[];
}

/** The page of an instance. */
export function toInstanceView(input: InstanceInput) {
  const { t, language, instance, elements, variables, incidents, children, statistics } = input;
  return {
    title: `${instance.definitionName} ${instance.key}`,
    instance: toInstanceRow(instance, input),
    key: instance.key,
    definitionHref: `/betrieb/prozesse/${instance.definitionKey}`,
    xmlHref: `/betrieb/prozesse/${instance.definitionKey}/bpmn`,
    parentHref: instance.parentKey === undefined ? undefined : `/betrieb/instanzen/${instance.parentKey}`,
    tokens: toTokens(statistics),
    incidents: incidents.map((incident) => toIncidentRow(incident, input)),
    children: children.map((child) => toInstanceRow(child, input)),
    elements: elements.map((element) => ({
      name: element.name,
      id: element.elementId,
      type: t(`operations.elementType.${element.type}`),
      state: t(`operations.state.${element.state}`),
      hasIncident: element.hasIncident,
      start: formatDateTime(element.startDate, language),
      end: formatDateTime(element.endDate, language),
    })),
    variables: variables.toSorted((a, b) => a.name.localeCompare(b.name)),
    canCancel: instance.state === "ACTIVE" && instance.parentKey === undefined,
  };
}
