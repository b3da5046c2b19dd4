import { mkdtempSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { median, quantile, table, type Figure } from "./figures.ts";
import { create, deploy as deployInProcess, inProcessRate, openBenchEngine } from "./in-process.ts";
import { deploy, httpRate, latencies, startEngine } from "./over-http.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "3" },
    quick: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const duration = values.quick ? { warmUpMs: 1000, measureMs: 2000 } : { warmUpMs: 2000, measureMs: 6000 };
const openInstances = values.quick ? 10_000 : 100_000;
const folder = mkdtempSync(join(tmpdir(), "kim-bench-"));

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
    { name: "five-task instances over HTTP", value: overHttp, unit: "/s", target: ">= 1,500 /s" },
  ];
}

async function latency(): Promise<Figure[]> {
  const engine = await startEngine(join(folder, "latency.db"));
  await deploy(engine.port);
  await latencies(engine.port, 200);
  const measured = await latencies(engine.port, values.quick ? 200 : 1000);
  await engine.stop();
  return [
    { name: "complete job to next job, median", value: median(measured), unit: "ms" },
    { name: "complete job to next job, 95 %", value: quantile(measured, 0.95), unit: "ms" },
  ];
}

async function startAndMemory(): Promise<Figure[]> {
  const idleEngine = await startEngine(join(folder, "idle.db"));
  const idle = await idleEngine.memory();
  await idleEngine.stop();
  const file = join(folder, "open.db");
  progress(`${openInstances} open instances`);
  await fill(file);
  const starts: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const engine = await startEngine(file);
    starts.push(engine.startMs);
    memory.push((await engine.memory()).rssMb);
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
  const figures = [...(await throughput()), ...(await latency()), ...(await startAndMemory())];
  const machine = `Node ${process.versions.node}, ${availableParallelism()} cores, fsync at each commit, history on`;
  process.stdout.write(
    values.json ? `${JSON.stringify({ machine, rounds, figures }, undefined, 2)}\n` : `${machine}\n${table(figures)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
