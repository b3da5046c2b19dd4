import { z } from "zod";
import { openEngine, type Engine } from "../src/engine/engine.ts";
import { openHistory } from "../src/engine/history/history.ts";
import { rateOf } from "./figures.ts";
import { fiveTasksBpmn, JOB_TYPE, PROCESS_ID, VARIABLES } from "./model.ts";

const TENANT = "<default>";
const KEYS = z.array(z.number());

/** Opens an engine with its history, as it is served. */
export function openBenchEngine(file: string): Engine {
  return openEngine({ file, observers: [(db, log) => openHistory(db, log)] });
}

/** Deploys the process of the figures. */
export async function deploy(engine: Engine): Promise<void> {
  const resource = Buffer.from(fiveTasksBpmn()).toString("base64");
  const value = { tenantId: TENANT, resources: [{ resourceName: "five-tasks.bpmn", resource }] };
  await engine.execute({ valueType: "DEPLOYMENT", intent: "CREATE", value });
}

/** Starts an instance. */
export async function create(engine: Engine): Promise<void> {
  const value = { bpmnProcessId: PROCESS_ID, version: -1, tenantId: TENANT, variables: VARIABLES };
  await engine.execute({ valueType: "PROCESS_INSTANCE_CREATION", intent: "CREATE", value });
}

/** Five-task instances per second, commands given in the engine's own process. */
export async function inProcessRate(file: string, duration: { warmUpMs: number; measureMs: number }): Promise<number> {
  const engine = openBenchEngine(file);
  await deploy(engine);
  const state = { jobs: 0, isOver: false };
  await Promise.all(Array.from({ length: 256 }, () => create(engine)));
  const working = work(engine, state, Infinity);
  const rate = await rateOf(() => state.jobs / 5, duration);
  state.isOver = true;
  await working;
  await engine.close();
  return rate;
}

/** Lets 8 workers complete jobs until so many are completed or it is over. */
export async function work(engine: Engine, state: { jobs: number; isOver?: boolean }, jobs: number): Promise<void> {
  const worker = async (): Promise<void> => {
    while (state.isOver !== true && state.jobs < jobs) {
      const keys = await activate(engine);
      if (keys.length === 0) await create(engine);
      await Promise.all(keys.map((key) => complete(engine, key)));
      state.jobs += keys.length;
      // Each five completed tasks are an instance that has ended: a new one takes its place.
      await Promise.all(Array.from({ length: Math.round(keys.length / 5) }, () => create(engine)));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

async function activate(engine: Engine): Promise<number[]> {
  const value = { type: JOB_TYPE, worker: "bench", timeout: 60_000, maxJobsToActivate: 32, tenantIds: [TENANT] };
  const { record } = await engine.execute({ valueType: "JOB_BATCH", intent: "ACTIVATE", value });
  return KEYS.parse(record.value["jobKeys"]);
}

async function complete(engine: Engine, key: number): Promise<void> {
  await engine.execute({ valueType: "JOB", intent: "COMPLETE", key, value: { variables: { done: key } } });
}
