import type { EngineRecord, RejectionType } from "../core/record.ts";

/** A refusal on its way to the client, as RFC 9457 names its parts; thrown by routes and answered by the server. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }

  /** The body of the answer; "instance" is the path that was asked. */
  body(instance: string): Readonly<Record<string, string | number>> {
    return { type: "about:blank", title: this.title, status: this.status, detail: this.message, instance };
  }
}

const STATUS: Readonly<Partial<Record<RejectionType, number>>> = {
  INVALID_ARGUMENT: 400,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  INVALID_STATE: 409,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
};

/** What Camunda's gateway says when the engine refuses a command. */
export function rejected({ intent, rejectionType, rejectionReason }: EngineRecord): Problem {
  const detail = `Command '${intent}' rejected with code '${rejectionType}': ${rejectionReason}`;
  return new Problem(STATUS[rejectionType] ?? 500, rejectionType, detail);
}

/** A value that is missing or out of its range. */
export const invalidArgument = (detail: string): Problem => new Problem(400, "INVALID_ARGUMENT", detail);

/** A body or parameter that has not the shape of the request. */
export const badRequest = (detail: string): Problem => new Problem(400, "Bad Request", detail);

/** Nobody who may ask: no credentials, or wrong ones. */
export const unauthorized = (isMissing: boolean): Problem =>
  new Problem(
    401,
    "Unauthorized",
    isMissing ? "Full authentication is required to access this resource" : "Bad credentials",
  );

/** Something that is never done here. */
export const forbidden = (detail: string): Problem => new Problem(403, "FORBIDDEN", detail);

/** The clock is not to be moved in this way. */
export const clockRefused = (detail: string): Problem => new Problem(403, "FORBIDDEN", detail);

/** Nothing can be written now: what Camunda answers when it has no resources left. */
export const unavailable = (detail: string): Problem => new Problem(503, "RESOURCE_EXHAUSTED", detail);

/** Nothing has that key. */
export const notFound = (name: string, key: string): Problem =>
  new Problem(404, "NOT_FOUND", `${name} with key '${key}' not found`);

/** Nothing has that name. */
export const notFoundById = (name: string, field: string, id: string): Problem =>
  new Problem(404, "NOT_FOUND", `${name} with ${field} '${id}' not found`);

/** The engine has not answered in time: a result is awaited, or a listener's job stands before the answer. */
export const timedOut = (): Problem =>
  new Problem(504, "DEADLINE_EXCEEDED", "Expected to handle request, but request timed out between gateway and broker");

/** An operation of the API that this engine does not offer. */
export const notImplemented = (operation: string): Problem =>
  new Problem(
    501,
    "NOT_IMPLEMENTED",
    `Expected an operation of the embedded engine, but ${operation} is not offered by it`,
  );
