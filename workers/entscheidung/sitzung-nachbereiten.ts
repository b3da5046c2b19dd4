import { z } from "zod";
import { closeMeeting } from "../../src/register/index.ts";
import { defineStep, protocol } from "./step.ts";

const input = z.object({ sitzungId: z.string() });

/** What became of a meeting; one that was put off gets its new date from `sitzung-terminieren`. */
export const sitzungNachbereiten = defineStep(
  { schritt: "sitzung-nachbereiten", input },
  async (job, { sitzungId }) => {
    const { ergebnis } = job;
    await protocol(job, { sitzungId });
    if (ergebnis === "stattgefunden" || ergebnis === "ausgefallen")
      await closeMeeting(job.tx, { sitzungId, ergebnis, actor: job.actor });
    return {};
  },
);
