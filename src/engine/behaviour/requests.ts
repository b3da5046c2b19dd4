import type { EngineRecord } from "../core/record.ts";
import type { Runtime } from "../core/runtime.ts";

/** Notes that the request in work is answered when what it has begun with the entity of a key is over. */
export function awaitEnd(rt: Runtime, key: number): void {
  const { requestId } = rt.writers;
  if (requestId !== undefined) rt.requests.set(key, requestId);
}

/** Answers the request that waits for the end of what happens to the entity of a key; nobody may wait. */
export function answerEnd(rt: Runtime, key: number, record: EngineRecord): void {
  const requestId = takeRequest(rt, key);
  if (requestId !== undefined) rt.writers.respond(record, requestId);
}

/** What the waiting request began is over in another way: as in Zeebe it waits until its time is over. */
export function leaveRequest(rt: Runtime, key: number): void {
  const requestId = takeRequest(rt, key);
  if (requestId !== undefined) rt.writers.leave(requestId);
}

/** The request that waits for a key, which waits no longer. */
export function takeRequest(rt: Runtime, key: number): number | undefined {
  const requestId = rt.requests.get(key);
  rt.requests.delete(key);
  return requestId;
}
