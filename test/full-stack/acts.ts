import { expect } from "vitest";
import { operateOf, type Operate } from "../../src/camunda/webapps/operate.ts";
import { logIn } from "../../src/camunda/webapps/session.ts";
import { tasklistOf, type Tasklist } from "../../src/camunda/webapps/tasklist.ts";

/** How long a test waits for what an importer brings. */
export const IMPORTED = { timeout: 120_000, interval: 500 };

/** What the start form gives for a report. */
export const REPORT = {
  cmStelleId: "cm-stelle-troisdorf",
  titelText: "Wartezeiten in der Wohngeldstelle",
  beschreibungText: "Bescheide kommen erst nach Monaten.",
  themen: ["wohnen"],
  kommunen: ["troisdorf"],
  rechtskreise: ["SGB_II"],
  haeufigkeit: "3-5",
  quelle: "eigene_faelle",
  eilt: false,
  keinePersonendaten: true,
  bearbeitetVon: "mira-muster",
};

/** Both web applications behind the log-in that 8.6 comes with. */
export interface Stage {
  readonly tasklist: Tasklist;
  readonly operate: Operate;
}

/** A report that waits for CM-Koordination; gives the key of its process instance. */
export async function reported({ tasklist }: Stage): Promise<string> {
  const key = await tasklist.start("meldung", REPORT);
  await taskOf(tasklist, key);
  return key;
}

/** The only open task of an instance, as soon as Tasklist shows it. */
export async function taskOf(tasklist: Tasklist, processInstanceKey: string): Promise<string> {
  const find = async () =>
    (await tasklist.openTasks()).find((task) => task.processInstanceKey === processInstanceKey)?.id;
  await expect.poll(find, IMPORTED).toBeDefined();
  return (await find()) ?? "";
}

/** A challenge that one office reported; gives the keys of its process instance and of the called one. */
export async function observed(stage: Stage): Promise<{ challenge: number; called: number }> {
  const { tasklist, operate } = stage;
  const task = await taskOf(tasklist, await reported(stage));
  const before = (await operate.instancesOf("buendelung")).length;
  await tasklist.claim(task);
  await tasklist.complete(task, { pruefergebnis: "neu", zusammenfassungText: "", bearbeitetVon: "karla-koordina" });
  await expect.poll(async () => (await operate.instancesOf("buendelung")).length, IMPORTED).toBe(before + 1);
  const [newest] = await operate.instancesOf("buendelung");
  await taskOf(tasklist, String(newest?.key));
  return { challenge: newest?.parentKey ?? 0, called: newest?.key ?? 0 };
}

/** Logs in to both. */
export async function enterStage(web: string): Promise<Stage> {
  const session = await logIn(web, { name: "demo", password: "demo" });
  return { tasklist: tasklistOf(session), operate: operateOf(session) };
}
