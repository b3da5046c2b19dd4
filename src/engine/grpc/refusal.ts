import { status } from "@grpc/grpc-js";
import type { EngineRecord, RejectionType } from "../core/record.ts";

/** A refusal on its way to the client as a gRPC status; thrown by calls and answered by the server. */
export class Refusal extends Error {
  readonly code: status;

  constructor(code: status, details: string) {
    super(details);
    this.code = code;
  }
}

const CODE: Readonly<Record<RejectionType, status>> = {
  INVALID_ARGUMENT: status.INVALID_ARGUMENT,
  NOT_FOUND: status.NOT_FOUND,
  ALREADY_EXISTS: status.ALREADY_EXISTS,
  INVALID_STATE: status.FAILED_PRECONDITION,
  PROCESSING_ERROR: status.INTERNAL,
  EXCEEDED_BATCH_RECORD_SIZE: status.INTERNAL,
  UNAUTHORIZED: status.PERMISSION_DENIED,
  FORBIDDEN: status.PERMISSION_DENIED,
  NULL_VAL: status.UNKNOWN,
};

/** What Zeebe's gateway says when the engine refuses a command. */
export function rejected({ intent, rejectionType, rejectionReason }: EngineRecord): Refusal {
  const details = `Command '${intent}' rejected with code '${rejectionType}': ${rejectionReason}`;
  return new Refusal(CODE[rejectionType], details);
}

/** A value that is missing or misshapen. */
export const invalidArgument = (details: string): Refusal => new Refusal(status.INVALID_ARGUMENT, details);
