import type { Register } from "../src/register/index.ts";

/** The register with the job's present as its clock, so that what a worker writes carries the engine's time, never the host's. */
export function registerAt(register: Register, jetzt: string): Register {
  const now = Date.parse(jetzt);
  return {
    db: register.db,
    clock: { now: () => now },
    transaction: (work) => register.transaction((tx) => work(registerAt(tx, jetzt))),
    close: () => register.close(),
  };
}
