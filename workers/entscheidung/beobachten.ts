import { z } from "zod";
import { overrideThreshold, updateChallenge } from "../../src/register/index.ts";
import { defineStep, protocol } from "./step.ts";

/** A challenge below the threshold: forward it all the same (with reason), put it aside until a day, or give it up. */
export const beobachten = defineStep(
  { schritt: "beobachten", input: z.object({ herausforderungId: z.string(), wiedervorlageAm: z.string().optional() }) },
  async (job, { herausforderungId, wiedervorlageAm }) => {
    const { tx, actor, texts } = job;
    await protocol(job, { herausforderungId, details: wiedervorlageAm === undefined ? {} : { wiedervorlageAm } });
    if (job.ergebnis === "uebersteuern")
      await overrideThreshold(tx, { herausforderungId, grundText: texts["begruendungText"] ?? "", actor });
    if (job.ergebnis === "ruhend") await updateChallenge(tx, { herausforderungId, wiedervorlageAm, actor });
    return {};
  },
);
