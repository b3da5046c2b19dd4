import { create, deploy, openBenchEngine, work } from "./in-process.ts";

const OPEN = 256;
const MEASURED = 2_000;

/** What an instance costs when so many have been finished before. */
export interface Cost {
  readonly finished: number;
  /** Microseconds of CPU time (user and system) for a five-task instance: about seven commands. */
  readonly cpuUs: number;
}

/** CPU time of an instance after each of the given numbers of finished instances, on one file that grows. */
export async function costs(file: string, stages: readonly number[]): Promise<Cost[]> {
  const engine = openBenchEngine(file);
  await deploy(engine);
  await Promise.all(Array.from({ length: OPEN }, () => create(engine)));
  const measured: Cost[] = [];
  const state = { jobs: 0 };
  for (const finished of stages) {
    await work(engine, state, finished * 5);
    const [before, jobs] = [process.cpuUsage(), state.jobs];
    await work(engine, state, (finished + MEASURED) * 5);
    const { user, system } = process.cpuUsage(before);
    measured.push({ finished, cpuUs: (user + system) / ((state.jobs - jobs) / 5) });
  }
  await engine.close();
  return measured;
}
