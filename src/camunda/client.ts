import { Camunda8 } from "@camunda8/sdk";
import type { Environment } from "../platform/config/schema.ts";
import { sdkSettings, type ClientVariable } from "./sdk-settings.ts";

/** The official client of the orchestration cluster's REST API v2; keys are strings. */
export type CamundaClient = ReturnType<Camunda8["getOrchestrationClusterApiClientLoose"]>;

/** The settings a client is made of, under their official names, and the address it talks to. */
interface CamundaSettings extends Partial<Pick<Environment, ClientVariable>> {
  /** Base address of a Camunda 8 or of the embedded engine; "/v2" is added where it is missing. */
  readonly address: string;
}

/**
 * Makes a client. Each call makes a new one: workers and portal take one each, so that the limit that a client
 * sets itself under back-pressure never lets long polls starve what a person waits for.
 */
export function createCamundaClient(settings: CamundaSettings): CamundaClient {
  return sdkOf(settings).getOrchestrationClusterApiClientLoose();
}

/** The same client with a type for each kind of key, so that the key of a task cannot be taken for that of a job. */
export type KeyedCamundaClient = ReturnType<Camunda8["getOrchestrationClusterApiClient"]>;

/** Makes a client with typed keys; otherwise as {@link createCamundaClient}. */
export function createKeyedCamundaClient(settings: CamundaSettings): KeyedCamundaClient {
  return sdkOf(settings).getOrchestrationClusterApiClient();
}

function sdkOf(settings: CamundaSettings): Camunda8 {
  return new Camunda8({ ...sdkSettings(settings), ZEEBE_REST_ADDRESS: settings.address }, { defaultCached: false });
}
