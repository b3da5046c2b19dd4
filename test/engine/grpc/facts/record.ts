import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { startOracle } from "../../../conformance/zeebe/start-oracle.ts";
import { playCalls } from "./play.ts";

/**
 * Records what real gateways answer: without options the engine 8.8.21 in memory, whose gateway is made for tests;
 * with --gateway HOST:PORT and --name NAME the gateway of an empty broker, such as the one of Zeebe 8.6.0.
 */
const { values } = parseArgs({
  options: { gateway: { type: "string" }, name: { type: "string", default: "engine-8.8.21" } },
});

/** Some calls are never answered by the gateway made for tests. */
const HANGS_MS = 12_000;

async function record(address: string, deadlineMs?: number): Promise<void> {
  const lines = (await playCalls(address, deadlineMs)).map((fact) => JSON.stringify(fact));
  const file = new URL(`${values.name}.json`, import.meta.url);
  await writeFile(file, `[\n${lines.join(",\n")}\n]\n`);
  console.log(`${String(lines.length)} answers of the gateway at ${address} written to ${file.pathname}`);
}

if (values.gateway === undefined) {
  const oracle = await startOracle();
  try {
    const gateway = await (await fetch(`${oracle.address}/gateway`)).text();
    await record(gateway.trim(), HANGS_MS);
  } finally {
    oracle.stop();
  }
} else await record(values.gateway);
