import type { CamundaClient } from "../client.ts";
import { EngineUnreachable, IdentityRefused } from "../errors.ts";
import { problemOf } from "../problem.ts";

/** The error with a sentence that names the thing and the way out; the error itself where none is known. */
export function identityTrouble(error: unknown, camunda: CamundaClient, what: string): unknown {
  if (error instanceof IdentityRefused || !(error instanceof Error)) return error;
  const { status, title, detail } = problemOf(error);
  const address = camunda.getConfig().restAddress;
  if (status === undefined) return new EngineUnreachable(address, { cause: error });
  const sentence = SENTENCES[status];
  if (sentence !== undefined) return new IdentityRefused(`${sentence(address)} (${what})`, { cause: error });
  const answer = detail ?? title ?? `status ${String(status)}`;
  return new IdentityRefused(`Expected ${address} to take "${what}", but it answers: ${answer}`, { cause: error });
}

/** What an engine says whose version has no users and groups. */
export function tooOld(gatewayVersion: string, address: string): IdentityRefused {
  return new IdentityRefused(
    `Expected Camunda 8.8 or later at ${address}, but it is ${gatewayVersion}, which keeps no users and groups behind its REST API. Add people in its own Identity, or update it.`,
  );
}

const SENTENCES: Readonly<Record<number, (address: string) => string>> = {
  401: (address) =>
    `Expected to be let in at ${address}, but user name or password is wrong or missing. Set CAMUNDA_AUTH_STRATEGY=BASIC, CAMUNDA_BASIC_AUTH_USERNAME and CAMUNDA_BASIC_AUTH_PASSWORD.`,
  403: (address) =>
    `Expected the right to write users, groups and authorizations at ${address}, but this user does not have it. Give it Camunda's role "admin".`,
  404: (address) =>
    `Expected users and groups behind the REST API at ${address}, but it does not know them. Camunda 8.8 or later with its own log-in (basic) has them; with OIDC users and groups are the identity provider's.`,
  501: (address) =>
    `Expected a Camunda 8 at ${address}, but it is the embedded engine, whose users are a setting: KIM_ENGINE_USERS. Set CAMUNDA_REST_ADDRESS, or --to.`,
};
