import { AppError } from "../../platform/errors.ts";
import type { CamundaClient } from "../client.ts";
import { EngineUnreachable, IdentityRefused } from "../errors.ts";
import { problemOf } from "../problem.ts";

/** Why users and groups could not be read, with the way out; the error itself where it is a bug of ours. */
export function readingTrouble(error: unknown, camunda: CamundaClient): unknown {
  return troubleOf(error, camunda, { what: "read users and groups", sentences: { ...REFUSED, ...UNKNOWN } });
}

/** Why a change was not taken, with the way out; the error itself where it is a bug of ours. */
export function writingTrouble(error: unknown, camunda: CamundaClient, change: string): unknown {
  return troubleOf(error, camunda, { what: change, sentences: REFUSED });
}

type Sentences = Readonly<Record<number, (address: string) => string>>;

/** What was tried, and what to say to which status of the answer. */
interface Attempt {
  readonly what: string;
  readonly sentences: Sentences;
}

function troubleOf(error: unknown, camunda: CamundaClient, { what, sentences }: Attempt): unknown {
  // The client refuses what is not as the API describes it: that is for us to repair, with the whole stack.
  if (!(error instanceof Error) || error instanceof AppError || error.name === "ValidationSdkError") return error;
  const { status, title, detail } = problemOf(error);
  const address = camunda.getConfig().restAddress;
  if (status === undefined) return new EngineUnreachable(address, { cause: error });
  const sentence = sentences[status];
  if (sentence !== undefined) return new IdentityRefused(`${sentence(address)} (${what})`, { cause: error });
  const answer = detail ?? title ?? `status ${String(status)}`;
  return new IdentityRefused(`Expected ${address} to take "${what}", but it answers: ${answer}`, { cause: error });
}

/** An engine whose version has no users and groups, or not all that is needed of them. */
export function tooOld(gatewayVersion: string, address: string): IdentityRefused {
  return new IdentityRefused(
    `Expected Camunda 8.9 or later at ${address}, but it is ${gatewayVersion}. Before 8.8 there are no users and groups behind the REST API, before 8.9 no role "task-worker", which shows people their own tasks only. Update it, or add people by hand.`,
  );
}

const REFUSED: Sentences = {
  401: (address) =>
    `Expected to be let in at ${address}, but user name or password is wrong or missing. Set CAMUNDA_AUTH_STRATEGY=BASIC, CAMUNDA_BASIC_AUTH_USERNAME and CAMUNDA_BASIC_AUTH_PASSWORD.`,
  403: (address) =>
    `Expected the right to write users, groups and authorizations at ${address}, but this user does not have it. Give it Camunda's role "admin".`,
  501: (address) =>
    `Expected a Camunda 8 at ${address}, but it is the embedded engine, whose users are a setting: KIM_ENGINE_USERS. Set CAMUNDA_REST_ADDRESS, or --to.`,
};

/** Only of the API as a whole: a single user or group may always be gone. */
const UNKNOWN: Sentences = {
  404: (address) =>
    `Expected users and groups behind the REST API at ${address}, but it does not know them. Camunda 8.9 or later with its own log-in (basic) has them; with OIDC users and groups are the identity provider's.`,
};
