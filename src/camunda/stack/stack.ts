import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fetchArtifacts, type Artifacts } from "./artifacts.ts";
import { startComponent, type Component, type ComponentCommand } from "./component.ts";
import {
  brokerCommand,
  openSearchCommand,
  openSearchFolder,
  openSearchSettings,
  webAppsCommand,
  type Surroundings,
} from "./components.ts";
import { claimFolder, type StackFolder } from "./data-folder.ts";
import { SystemUnsupported, type ComponentDied } from "./errors.ts";
import { startIndexFilter } from "./index-filter.ts";
import { chooseJava, findJavas, type Java } from "./java.ts";
import { ALL_PORTS, assertFree, BROKER_PORTS, type StackPorts } from "./ports.ts";
import { CAMUNDA_JAVA, OPENSEARCH_JAVA } from "./release.ts";
import { assertRoom, BROKER_ROOM, FULL_ROOM } from "./room.ts";

/** How a Camunda is started on this machine. */
export interface StackOptions {
  readonly ports: StackPorts;
  /** Where fetched software is kept. */
  readonly cache: string;
  /** Folder for data and logs. */
  readonly data: string;
  /** Zeebe without OpenSearch, Operate and Tasklist. */
  readonly brokerOnly: boolean;
  /** Deletes the data of an earlier start first. */
  readonly fresh: boolean;
  /** Leaves the data for the next start; otherwise it is deleted at the end, but for the logs of one that failed. Default: kept. */
  readonly keep?: boolean;
  /** How long each component may take to become ready, in milliseconds. */
  readonly patienceMs: number;
  /** The environment of this process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Hears what happens, a line at a time. */
  readonly tell: (line: string) => void;
  /** Ends the start; what was started is stopped again. */
  readonly signal: AbortSignal;
}

/** A Camunda that runs on this machine. */
export interface RunningStack {
  readonly ports: StackPorts;
  /** From the first component's start to the last one's readiness, in milliseconds. */
  readonly startMs: number;
  /** Resident memory of all components, in megabytes. */
  memoryMb(): Promise<number>;
  /** Resolves with the reason when a component ends by itself. */
  readonly died: Promise<ComponentDied>;
  /** Stops everything in the reverse order of the start. */
  stop(): Promise<void>;
}

type Stop = () => Promise<void>;

/** Starts a real Camunda 8.6 on loopback; throws the errors of errors.ts, with nothing left running. */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  if (process.platform === "win32") throw new SystemUnsupported("Windows");
  const javas = await javasFor(options);
  const folder = await claimFolder(options.data);
  const stops: Stop[] = [];
  try {
    await assertFree(options.ports, options.brokerOnly ? BROKER_PORTS : ALL_PORTS);
    await assertRoom(options.brokerOnly ? BROKER_ROOM : FULL_ROOM, options.data);
    const artifacts = await fetchArtifacts({ ...options, withOpenSearch: !options.brokerOnly });
    if (options.fresh) await folder.empty();
    return await started(options, { javas, artifacts, stops, folder });
  } catch (cause) {
    const hasBegun = stops.length > 0;
    await stopAll(stops);
    await folder.release(hasBegun ? leftOf(options, true) : "asFound");
    throw cause;
  }
}

async function started(options: StackOptions, means: Means): Promise<RunningStack> {
  const since = performance.now();
  const components = await startAll(options, means);
  const died = Promise.race(components.map((component) => component.died));
  let hasFailed = false;
  void died.then(() => {
    hasFailed = true;
  });
  return {
    ports: options.ports,
    startMs: performance.now() - since,
    memoryMb: () => residentMb(components),
    died,
    stop: async () => {
      await stopAll(means.stops);
      await means.folder.release(leftOf(options, hasFailed));
    },
  };
}

async function stopAll(stops: Stop[]): Promise<void> {
  for (let next = stops.pop(); next !== undefined; next = stops.pop()) await next();
}

/** A sentence about something that failed names its log, so that stays. */
function leftOf({ keep = true, signal }: StackOptions, hasFailed: boolean): "keep" | "logs" | "nothing" {
  if (keep) return "keep";
  return hasFailed && !signal.aborted ? "logs" : "nothing";
}

interface Javas {
  readonly camunda: Java;
  /** Undefined for a broker alone. */
  readonly openSearch: Java | undefined;
}

async function javasFor({ environment, brokerOnly }: StackOptions): Promise<Javas> {
  const all = await findJavas(environment);
  return {
    camunda: chooseJava(all, CAMUNDA_JAVA),
    openSearch: brokerOnly ? undefined : chooseJava(all, OPENSEARCH_JAVA),
  };
}

interface Means {
  readonly javas: Javas;
  readonly artifacts: Artifacts;
  readonly stops: Stop[];
  readonly folder: StackFolder;
}

async function startAll(options: StackOptions, { javas, artifacts, stops, folder }: Means): Promise<Component[]> {
  const at = surroundings(options);
  const started: Component[] = [];
  const start = async (...commands: ComponentCommand[]): Promise<void> => {
    const fresh = commands.map(startComponent);
    started.push(...fresh);
    stops.push(async () => {
      await Promise.all(fresh.map((component) => component.stop()));
    });
    await folder.note(started.flatMap(({ pid }) => (pid > 0 ? [pid] : [])));
    // One that has been ready may die while the next one starts.
    const died = Promise.race(started.map((component) => component.died)).then(thrown);
    await Promise.race([died, Promise.all(fresh.map((component) => becomeReady(options, component)))]);
  };
  const broker = { java: javas.camunda, home: artifacts.camunda, exports: javas.openSearch !== undefined };
  if (javas.openSearch === undefined) {
    await start(brokerCommand(at, broker));
    return started;
  }
  await configureOpenSearch(at);
  await start(openSearchCommand(at, { java: javas.openSearch, jars: artifacts.openSearch }));
  const filter = await startIndexFilter({ listen: options.ports.filter, target: options.ports.search });
  stops.push(() => filter.stop());
  await start(brokerCommand(at, broker), webAppsCommand(at, { java: javas.camunda, home: artifacts.camunda }));
  return started;
}

async function configureOpenSearch(at: Surroundings): Promise<void> {
  const folder = openSearchFolder(at.data);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "opensearch.yml"), openSearchSettings(at));
}

async function becomeReady({ patienceMs, tell, signal }: StackOptions, component: Component): Promise<void> {
  const since = performance.now();
  tell(`Starting ${component.name} …`);
  await Promise.race([component.ready(patienceMs), aborted(signal)]);
  tell(`${component.name}: ready (${((performance.now() - since) / 1000).toFixed(1)} s)`);
}

function thrown(reason: ComponentDied): never {
  throw reason;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("Stopped while starting"));
    };
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}

function surroundings({ ports, data, environment }: StackOptions): Surroundings {
  const known = Object.entries(environment).flatMap(([name, value]) =>
    // Settings of our own client have the names of Camunda's server settings and would change what is started.
    value === undefined || /^(CAMUNDA|ZEEBE|SPRING|SERVER|MANAGEMENT)_|^JAVA/.test(name)
      ? []
      : [[name, value] as const],
  );
  return { ports, data, environment: Object.fromEntries(known) };
}

/** Linux tells in /proc; elsewhere nothing is known and 0 is said. */
async function residentMb(components: readonly Component[]): Promise<number> {
  const sizes = await Promise.all(
    components.map(async ({ pid }) => {
      const status = await readFile(`/proc/${String(pid)}/status`, "utf8").catch(() => "");
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
    }),
  );
  return Math.round(sizes.reduce((sum, size) => sum + size, 0));
}
