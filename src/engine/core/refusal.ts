import type { JsonObject, RejectionType } from "./record.ts";
import type { Runtime } from "./runtime.ts";

/** Why a command is refused. */
export interface Refusal {
  readonly type: RejectionType;
  readonly reason: string;
}

/** Refuses the command in work; `changed` stands in place of its value. */
export function refuse({ writers }: Runtime, { type, reason }: Refusal, changed?: JsonObject): void {
  writers.reject(type, reason, changed);
}

/** Refuses the command that opened the step although it has been begun: all that it did so far is taken back. */
export function refuseAfterAll(rt: Runtime, refusal: Refusal, changed?: JsonObject): void {
  rt.state.journal.revert();
  rt.writers.takeBack();
  refuse(rt, refusal, changed);
}
