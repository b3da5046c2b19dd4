import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Broker, Brokers } from "./brokers.ts";
import { storyOf } from "./story.ts";

const LOOK_EVERY_MS = 250;
const ANSWER_MS = 15_000;
const NOT_FOUND = 404;
const MANY_ATTEMPTS = 400;
const created = z.object({ processInstanceKey: z.number() });

/** A report as Tasklist's start form hands it in. */
const REPORT = {
  cmStelleId: "cm-stelle-troisdorf",
  bearbeitetVon: "mira-muster",
  titelText: "Kein Kurs vor dem Winter",
  beschreibungText: "Wartezeiten von mehr als einem halben Jahr.",
  themen: ["sprache"],
  kommunen: ["troisdorf"],
  rechtskreise: ["IntV"],
  haeufigkeit: "11-25",
  quelle: "eigene_faelle",
  eilt: false,
};

/** The person who checks a report decides at once that it is not systematic: the shortest way to the end of `meldung`. */
const VERDICT = {
  pruefergebnis: "nicht_systematisch",
  begruendungText: "Ein Einzelfall.",
  bearbeitetVon: "karla-koordina",
};

/** Hands in so many reports, some at a time; gives the keys of those instances that a broker has confirmed. */
export async function handIn(
  brokers: Brokers,
  { count, atATime = 8 }: { count: number; atATime?: number },
): Promise<number[]> {
  const keys: number[] = [];
  let left = count;
  const hand = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      keys.push(await handInOne(brokers));
    }
  };
  await Promise.all(Array.from({ length: atATime }, hand));
  return keys;
}

async function handInOne(brokers: Brokers): Promise<number> {
  const answer = await callAny(brokers, "/v2/process-instances", {
    bpmnProcessId: "meldung",
    processDefinitionId: "meldung",
    variables: REPORT,
  });
  return created.parse(await answer.json()).processInstanceKey;
}

/** Somebody who completes every user task as soon as it is there. */
export function startClerk(brokers: Brokers): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const done = new Set<number>();
  const work = async (): Promise<void> => {
    for (let look = 0; !stopping.signal.aborted; look += 1) {
      const { openTasks } = storyOf(brokers.records.all());
      for (const key of openTasks.filter((each) => !done.has(each))) {
        const answer = await call(at(brokers, look), `/v2/user-tasks/${String(key)}/completion`, {
          variables: VERDICT,
        });
        if (answer?.ok === true || answer?.status === NOT_FOUND) done.add(key);
        else break;
      }
      await delay(LOOK_EVERY_MS);
    }
  };
  const working = work();
  return {
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}

/**
 * Tries on, at one broker after the other, until one says yes, or that there is no such thing any more: an attempt without
 * an answer may have worked.
 */
export async function callAny(brokers: Brokers, path: string, body: object): Promise<Response> {
  for (let attempt = 0; attempt < MANY_ATTEMPTS; attempt += 1) {
    const answer = await call(at(brokers, attempt), path, body);
    if (answer?.ok === true || answer?.status === NOT_FOUND) return answer;
    await delay(LOOK_EVERY_MS);
  }
  throw new Error(`Expected a broker to take ${path}, but none did`);
}

/** One broker after the other. */
function at({ all }: Brokers, attempt: number): Broker {
  const broker = all[attempt % all.length];
  if (broker === undefined) throw new Error("Expected a broker, but there is none");
  return broker;
}

/** Undefined when the broker is away. */
async function call({ rest }: Broker, path: string, body: object): Promise<Response | undefined> {
  const headers = { "content-type": "application/json" };
  const signal = AbortSignal.timeout(ANSWER_MS);
  return fetch(`${rest}${path}`, { method: "POST", headers, body: JSON.stringify(body), signal }).catch(
    () => undefined,
  );
}
