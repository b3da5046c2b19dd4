import { expect } from "vitest";
import type { Brokers } from "./brokers.ts";
import type { Municipality } from "./municipality.ts";
import { untilStory, type Story } from "./story.ts";

/** Everybody whom a report's way from its arrival to "not systematic" concerns, once each. */
const TOLD = [
  "meldung_eingegangen → karla-koordina",
  "meldung_eingegangen → mira-muster",
  "nicht_systematisch → mira-muster",
];

interface Expected {
  /** Instances that a broker has confirmed. */
  readonly confirmed: readonly number[];
  /** Instances of tests before this one. */
  readonly before: ReadonlySet<number>;
  readonly patienceMs?: number;
  /** Whether a mail may come again under its Message-ID: the register was away between its acceptance and its recording. */
  readonly mayRepeat?: boolean;
}

/** Waits until every report is at its end, then counts: nothing lost, nobody told twice, every mail sent once. */
export async function expectAllDone(
  { records }: Brokers,
  municipality: Municipality,
  { confirmed, before, patienceMs = 120_000, mayRepeat = false }: Expected,
): Promise<Story> {
  const own = ({ instances }: Story): [number, { state: string }][] =>
    [...instances].filter(([key]) => !before.has(key));
  const story = await untilStory(records, {
    what: "every report to come to its end",
    patienceMs,
    is: (now) => {
      const mine = own(now);
      return confirmed.every((key) => now.instances.has(key)) && mine.every(([, { state }]) => state === "completed");
    },
  });
  expect(story.incidents).toEqual([]);
  await expect.poll(async () => (await municipality.sent()).waiting, { timeout: 60_000 }).toBe(0);
  const sent = await municipality.sent();
  expect(sent.reports).toBe(own(story).length);
  for (const told of sent.perReport) expect(told).toEqual(TOLD);
  const mails = mayRepeat ? [...new Set(sent.mails)] : sent.mails;
  expect(mails.toSorted()).toEqual(sent.outbox.toSorted());
  expect(mails.length).toBeGreaterThanOrEqual(sent.reports);
  return story;
}
