import { AppError } from "../platform/errors.ts";
import { unreachableReason } from "./unreachable-reason.ts";

/** Thrown by a deployment that the engine refused: nothing of it was deployed. The message has a German line per problem. */
export class DeploymentRefused extends AppError {
  override readonly code = "DEPLOYMENT_REFUSED";
  readonly problems: readonly DeploymentProblem[];

  constructor(problems: readonly DeploymentProblem[], options?: ErrorOptions) {
    super(
      ["Nichts wurde bereitgestellt:", ...problems.map((problem) => `- ${sentenceOf(problem)}`)].join("\n"),
      options,
    );
    this.problems = problems;
  }
}

/** Thrown when no engine answers at an address, usually because none is running there. */
export class EngineUnreachable extends AppError {
  override readonly code = "ENGINE_UNREACHABLE";

  constructor(address: string, { reason, ...options }: ErrorOptions & { readonly reason?: string } = {}) {
    const why = reason ?? unreachableReason(options.cause);
    super(
      `Expected an engine to answer at ${address}, but none does${why === undefined ? "" : ` (${why})`}; start one with "npm start" or correct CAMUNDA_REST_ADDRESS`,
      options,
    );
  }
}

/** Thrown when an engine answers that it cannot take anything now: it starts, has no leader or is overloaded. */
export class EngineBusy extends AppError {
  override readonly code = "ENGINE_BUSY";

  constructor(address: string, said: string, options?: ErrorOptions) {
    super(
      `Expected the engine at ${address} to be ready, but it is not yet, or is overloaded (${said}). Try again.`,
      options,
    );
  }
}

/** Thrown when an engine does not let us in: name or password is wrong or missing, or the right to use it. */
export class EngineRefusesLogIn extends AppError {
  override readonly code = "ENGINE_REFUSES_LOG_IN";

  constructor(address: string, options?: ErrorOptions) {
    super(
      `Expected to be let in at ${address}, but user name or password is wrong or missing, or the right to use it. ` +
        "Look at CAMUNDA_AUTH_STRATEGY and, with BASIC, at CAMUNDA_BASIC_AUTH_USERNAME and CAMUNDA_BASIC_AUTH_PASSWORD, with OAUTH at CAMUNDA_OAUTH_URL, CAMUNDA_CLIENT_ID and CAMUNDA_CLIENT_SECRET. Where the pages of Operate 8.6 answer, the API has another port.",
      options,
    );
  }
}

/** Thrown when something answers at an address that is no engine: a web page, another program, the pages of Operate. */
export class NoEngine extends AppError {
  override readonly code = "NO_ENGINE";

  constructor(address: string, why: string, options?: ErrorOptions) {
    super(
      `Expected the API of a Camunda 8.6 or later at ${address}, but ${why}. Operate and Tasklist may have a port of their own: correct CAMUNDA_REST_ADDRESS or --to.`,
      options,
    );
  }
}

/** Thrown when an engine is older than what our workers and models need. */
export class EngineTooOld extends AppError {
  override readonly code = "ENGINE_TOO_OLD";

  constructor(address: string, version: string) {
    super(`Expected Camunda 8.6 or later at ${address}, but it is ${version}. Update it, or use the embedded engine.`);
  }
}

/** Thrown by the workers' start over REST where the engine hands jobs out by gRPC only. */
export class WorkersNeedGrpc extends AppError {
  override readonly code = "WORKERS_NEED_GRPC";

  constructor(address: string, version: string) {
    super(
      `Expected Camunda 8.8 or later at ${address} for workers that speak REST, but it is ${version}. ` +
        "Set KIM_WORKER_PROTOCOL=grpc and ZEEBE_GRPC_ADDRESS, or give --to grpc://host:26500.",
    );
  }
}

/** Thrown while users, groups and rights are written into Camunda's identity, when it cannot or does not take them; the message has the way out. */
export class IdentityRefused extends AppError {
  override readonly code = "IDENTITY_REFUSED";
}

/** What is wrong with a deployed file. */
export interface DeploymentProblem {
  /** Name of the file; undefined where the engine does not say. */
  readonly file: string | undefined;
  /** Id of the element, with the part of it that is wrong. */
  readonly element: string | undefined;
  readonly problem: string;
}

function sentenceOf({ file, element, problem }: DeploymentProblem): string {
  const place = [file, element === undefined ? undefined : `Element ${element}`].filter((part) => part !== undefined);
  return place.length === 0 ? problem : `${place.join(", ")}: ${problem}`;
}
