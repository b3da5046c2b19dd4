import { z } from "zod";
import { inspectReport } from "./report-inspection.ts";
import { advanceReport, reportById, setPersonalDataState, type Register } from "../src/register/index.ts";
import { complete, defineWorker } from "./define-worker.ts";
import { present } from "./present.ts";
import { registerAt } from "./register-at.ts";

/** Looks through a report for identifying data before anyone but the CM-Koordination reads it; a clean or merely suspicious one goes to the check. */
export const personenbezugPruefen = defineWorker(
  {
    type: "personenbezug-pruefen",
    input: z.object({ ...present, meldungId: z.string() }),
    output: z.object({ personenbezug: z.enum(["keiner", "verdacht", "gesperrt"]) }),
  },
  ({ register }: { register: Register }) =>
    async ({ input }) => {
      const { meldungId } = input;
      const personenbezug = await registerAt(register, input.jetzt).transaction(async (tx) => {
        const found = await inspectReport(tx, await reportById(tx, meldungId));
        await setPersonalDataState(tx, { meldungId, personenbezug: found });
        if (found !== "gesperrt") await advanceReport(tx, { meldungId, status: "in_pruefung", actor: "system" });
        return found;
      });
      return complete({ personenbezug });
    },
);
