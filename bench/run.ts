import { mkdtempSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as bundles from "../src/platform/bundle.js";
import { writeBundle } from "../src/platform/write-bundle.ts";
import { costs } from "./cost.ts";
import { startEngine } from "./engine-process.ts";
import { median, quantile, table, type Figure } from "./figures.ts";
import { create, deploy as deployInProcess, inProcessRate, openBenchEngine } from "./in-process.ts";
import { latencies } from "./latency.ts";
import { deploy, httpRate } from "./over-http.ts";
import { zeebeRates } from "./zeebe/against-zeebe.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "3" },
    quick: { type: "boolean", default: false },
    long: { type: "boolean", default: false },
    "against-zeebe": { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const duration = values.quick ? { warmUpMs: 1000, measureMs: 2000 } : { warmUpMs: 2000, measureMs: 6000 };
const openInstances = values.quick ? 10_000 : 100_000;
const folder = mkdtempSync(join(tmpdir(), "kim-bench-"));

const OVER_HTTP = "five-task instances over HTTP";
const RATIO = "ours over HTTP against the best of Zeebe";

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${text}\n`);
}

async function repeated(name: string, measure: (file: string) => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    progress(`${name}, round ${round} of ${rounds}`);
    measured.push(await measure(join(folder, `${name}-${round}.db`)));
  }
  return median(measured);
}

async function throughput(): Promise<Figure[]> {
  const inProcess = await repeated("in-process", (file) => inProcessRate(file, duration));
  const overHttp = await repeated("over-http", async (file) => {
    const engine = await startEngine(file);
    await deploy(engine.port);
    const rate = await httpRate(engine.port, duration);
    await engine.stop();
    return rate;
  });
  return [
    { name: "five-task instances in process", value: inProcess, unit: "/s", target: ">= 2,500 /s" },
    { name: OVER_HTTP, value: overHttp, unit: "/s", target: ">= 1,500 /s" },
  ];
}

async function againstZeebe(figures: readonly Figure[]): Promise<Figure[]> {
  progress("Zeebe 8.6.0");
  const rates = await zeebeRates(duration);
  const best = Math.max(...rates.map(({ rate }) => rate));
  const ours = figures.find(({ name }) => name === OVER_HTTP)?.value ?? Number.NaN;
  return [
    ...rates.map(({ open, rate }) => ({ name: `Zeebe 8.6.0, ${open} instances open`, value: rate, unit: "/s" })),
    { name: RATIO, value: ours / best, unit: "x", target: ">= 10 x" },
  ];
}

async function latency(): Promise<Figure[]> {
  const engine = await startEngine(join(folder, "latency.db"));
  await deploy(engine.port);
  const load = { instancesPerSecond: 200, warmUpMs: 3000, measureMs: values.quick ? 4000 : 15_000 };
  progress(`${load.instancesPerSecond} instances a second`);
  const measured = await latencies(engine.port, load);
  await engine.stop();
  const name = `complete job to next job at ${load.instancesPerSecond} instances/s`;
  return [
    { name: `${name}, median`, value: median(measured), unit: "ms" },
    { name: `${name}, 99 %`, value: quantile(measured, 0.99), unit: "ms", target: "< 10 ms" },
  ];
}

async function growth(): Promise<Figure[]> {
  const stages = [1_000, 10_000, ...(values.quick ? [] : [100_000]), ...(values.long ? [1_000_000] : [])];
  progress("cost as the file grows");
  const measured = await costs(join(folder, "growth.db"), stages);
  const first = measured[0]?.cpuUs ?? Number.NaN;
  return measured.map(({ finished, cpuUs }) => ({
    name: `CPU time of an instance after ${finished.toLocaleString("en")} finished`,
    value: cpuUs,
    unit: `us (${(cpuUs / first).toFixed(2)})`,
    target: "flat",
  }));
}

async function startAndMemory(): Promise<Figure[]> {
  // The first start may leave a bundle, the second fills the cache of compiled code.
  await writeBundle(bundles);
  await (await startEngine(join(folder, "first.db"))).stop();
  const idleEngine = await startEngine(join(folder, "idle.db"));
  const idle = await idleEngine.usage();
  await idleEngine.stop();
  const file = join(folder, "open.db");
  progress(`${openInstances} open instances`);
  await fill(file);
  const starts: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const engine = await startEngine(file);
    starts.push(engine.startMs);
    memory.push((await engine.usage()).rssMb);
    await engine.stop();
  }
  const open = openInstances.toLocaleString("en");
  return [
    { name: `start with ${open} open instances`, value: median(starts), unit: "ms", target: "<= 150 ms" },
    { name: "memory idle", value: idle.rssMb, unit: "MB", target: "<= 100 MB" },
    { name: `memory with ${open} open instances`, value: median(memory), unit: "MB", target: "<= 200 MB" },
    { name: `file with ${open} open instances`, value: statSync(file).size / 1e6, unit: "MB" },
  ];
}

async function fill(file: string): Promise<void> {
  const engine = openBenchEngine(file);
  await deployInProcess(engine);
  for (let made = 0; made < openInstances; made += 500)
    await Promise.all(Array.from({ length: 500 }, () => create(engine)));
  await engine.close();
}

try {
  const speed = await throughput();
  const figures = [
    ...speed,
    ...(values["against-zeebe"] ? await againstZeebe(speed) : []),
    ...(await latency()),
    ...(await growth()),
    ...(await startAndMemory()),
  ];
  const ratio = figures.find(({ name }) => name === RATIO)?.value;
  const machine = `Node ${process.versions.node}, ${availableParallelism()} cores, fsync at each commit, history on`;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, rounds, figures, ratio }, undefined, 2)}\n`
      : `${machine}\n${table(figures)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
