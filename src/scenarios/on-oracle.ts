import type { StartDriver } from "./bench.ts";
import { createOracleClient } from "./oracle-client.ts";
import { oracleDriver } from "./oracle-driver.ts";

/** Runs each case on the real Zeebe engine at this address, emptied before. Cases must not run side by side. */
export function startOnOracle(address: string): StartDriver {
  return () => oracleDriver(createOracleClient(address));
}
