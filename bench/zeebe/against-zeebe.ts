import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chooseJava, findJavas, type Java } from "../../src/camunda/stack/java.ts";
import { fiveTasksBpmn, JOB_TYPE, PROCESS_ID, VARIABLES } from "../model.ts";
import { clientFolder } from "./artifacts.ts";
import { startBroker } from "./broker.ts";

/** How many instances are open at a time: too few leave a broker idle, with too many it refuses most commands. */
const OPEN = [16, 64, 160];

/** What Zeebe did with a number of open instances. */
export interface ZeebeRate {
  readonly open: number;
  /** Five-task instances per second. */
  readonly rate: number;
}

/**
 * Five-task instances per second of a real Zeebe 8.6.0 on this machine, driven by its own Java client with job streaming, for
 * several numbers of open instances. Throws JavaMissing or MavenMissing, each with a sentence, where it cannot be run. Nothing is left running.
 */
export async function zeebeRates(duration: { warmUpMs: number; measureMs: number }): Promise<ZeebeRate[]> {
  const java = chooseJava(await findJavas(process.env), { component: "Zeebe 8.6.0", oldest: 21, newest: 25 });
  const folder = mkdtempSync(join(tmpdir(), "kim-zeebe-"));
  const interrupted = new AbortController();
  const interrupt = (): void => {
    interrupted.abort(new Error("Expected the measurement to end, but it was interrupted"));
  };
  process.once("SIGINT", interrupt);
  try {
    const broker = await startBroker(java, join(folder, "data"), interrupted.signal);
    try {
      return await drive(java, { folder, port: broker.grpcPort, duration, signal: interrupted.signal });
    } finally {
      await broker.stop();
    }
  } finally {
    process.off("SIGINT", interrupt);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Drive {
  readonly folder: string;
  readonly port: number;
  readonly duration: { warmUpMs: number; measureMs: number };
  readonly signal: AbortSignal;
}

async function drive(java: Java, { folder, port, duration, signal }: Drive): Promise<ZeebeRate[]> {
  const model = join(folder, "five-tasks.bpmn");
  writeFileSync(model, fiveTasksBpmn());
  const seconds = (ms: number): string => String(Math.max(1, Math.round(ms / 1000)));
  const child = spawn(
    java.program,
    [
      "--enable-native-access=ALL-UNNAMED",
      ...(java.version >= 24 ? ["--sun-misc-unsafe-memory-access=allow"] : []),
      "-cp",
      join(await clientFolder(signal), "*"),
      join(import.meta.dirname, "Driver.java"),
      ...[String(port), model, PROCESS_ID, JOB_TYPE, JSON.stringify(VARIABLES)],
      ...[seconds(duration.warmUpMs * 2), seconds(duration.measureMs), ...OPEN.map(String)],
    ],
    { stdio: ["ignore", "pipe", "pipe"], signal },
  );
  const exit = once(child, "exit");
  const said: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  const rates: ZeebeRate[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [, open = "", rate = ""] = /^(\d+) ([\d.E+-]+)$/.exec(line) ?? [];
    if (open !== "") rates.push({ open: Number(open), rate: Number(rate) });
  }
  await exit;
  if (rates.length === OPEN.length) return rates;
  throw new Error(`Expected ${OPEN.length} figures of Zeebe, but got ${rates.length}: ${said.slice(-3).join(" ")}`);
}
