import { z } from "zod";
import { createBackoff } from "./backoff.ts";
import type { CamundaClient } from "./client.ts";
import { parseDeploymentProblems } from "./deployment-problems.ts";
import { engineTrouble } from "./engine-check.ts";
import { DeploymentRefused } from "./errors.ts";
import { problemOf } from "./problem.ts";
import type { DeployableResource } from "./resources.ts";

/** What the engine has after a deployment: the version of every process, also of those that did not change. */
export interface DeployedProcess {
  readonly processId: string;
  readonly version: number;
  readonly processDefinitionKey: string;
  readonly resourceName: string;
}

/** The part of the client that deploys; the loose client's own type of it takes no `File` of Node. */
interface DeployingClient {
  createDeployment(input: { resources: File[] }): PromiseLike<{
    readonly processes: readonly {
      readonly processDefinitionId: string;
      readonly processDefinitionVersion: number;
      readonly processDefinitionKey: string;
      readonly resourceName: string;
    }[];
  }>;
}

function canDeploy(client: unknown): client is DeployingClient {
  return typeof client === "object" && client !== null && "createDeployment" in client;
}

/** Before 8.8 keys come as numbers, whatever the client's type says. */
const key = z.coerce.string();

/** Deploys all files in one request, so that models, decisions and forms belong together: all or nothing. */
export async function deployResources(
  camunda: CamundaClient,
  resources: readonly DeployableResource[],
): Promise<DeployedProcess[]> {
  const client: unknown = camunda;
  if (!canDeploy(client)) throw new TypeError("Expected a client of the orchestration cluster, but got something else");
  const files = resources.map(({ name, content }) => new File([content], name));
  try {
    const { processes } = await patiently(() => client.createDeployment({ resources: files }));
    return processes.map(({ processDefinitionId, processDefinitionVersion, processDefinitionKey, resourceName }) => ({
      processId: processDefinitionId,
      version: processDefinitionVersion,
      processDefinitionKey: key.parse(processDefinitionKey),
      resourceName,
    }));
  } catch (error) {
    throw explain(error, camunda);
  }
}

/** What a gateway answers when its broker is busy or has no leader yet. */
const BUSY: ReadonlySet<number | undefined> = new Set([429, 503, 504]);
const ATTEMPTS = 5;

/** Tries again while the broker is busy: what is deployed twice stays the same version. */
async function patiently<T>(deploy: () => PromiseLike<T>): Promise<T> {
  const backoff = createBackoff({ firstMs: 1_000, maximumMs: 10_000 });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await deploy();
    } catch (error) {
      if (attempt === ATTEMPTS || !BUSY.has(problemOf(error).status)) throw error;
      await backoff.wait(new AbortController().signal);
    }
  }
}

/** Statuses that speak of the engine as a whole; every other refusal is about what was deployed. */
const ABOUT_ENGINE: ReadonlySet<number> = new Set([401, 403, 404, 405, 429]);

function explain(error: unknown, camunda: CamundaClient): unknown {
  const { status, title, detail } = problemOf(error);
  const isRefusal = status !== undefined && status < 500 && !ABOUT_ENGINE.has(status);
  if (!isRefusal) return engineTrouble(error, camunda.getConfig().restAddress);
  return new DeploymentRefused(parseDeploymentProblems(detail ?? title ?? `status ${String(status)}`), {
    cause: error,
  });
}
