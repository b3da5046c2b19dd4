import { z } from "zod";
import {
  meetingById,
  moveMeeting,
  nextMeeting,
  once,
  putOnAgenda,
  scheduleMeeting,
  type Meeting,
  type Register,
} from "../src/register/index.ts";
import { bpmnError, complete, defineWorker } from "./define-worker.ts";
import { identityOf } from "./job-identity.ts";
import { momentOrDay, present } from "./present.ts";
import { registerAt } from "./register-at.ts";

const input = z.object({
  ...present,
  gremium: z.string(),
  herausforderungId: z.string().optional(),
  /** The meeting known so far: to be moved, or the one that postponed the item. */
  sitzungId: z.string().optional(),
  /** What the meeting is to decide; puts the challenge on its agenda. */
  schritt: z.enum(["auftrag", "beschluss", "runde"]).optional(),
  vertagungen: z.number().optional(),
  /** Records a meeting at this time, or moves the known one there. */
  neuesDatumAm: momentOrDay.optional(),
  sitzungAm: momentOrDay.optional(),
  ort: z.string().optional(),
  bearbeitetVon: z.string().optional(),
});

type Input = z.output<typeof input>;

/** Finds the meeting an item goes to (the next one whose papers can still be handed in), or records or moves a meeting. */
export const sitzungTerminieren = defineWorker(
  {
    type: "sitzung-terminieren",
    input,
    output: z.object({
      sitzungId: z.string(),
      sitzungAm: z.string(),
      vorlagenfristAm: z.string(),
      nachbereitungBis: z.string(),
    }),
    bpmnErrors: ["KEINE_SITZUNG"],
  },
  ({ register }: { register: Register }) =>
    async (job) => {
      const at = registerAt(register, job.input.jetzt);
      const sitzungId = await once(at, { schluessel: identityOf(job), ergebnis: z.string().nullable() }, (tx) =>
        appoint(tx, job.input),
      );
      const meeting = sitzungId === null ? undefined : await meetingById(at, sitzungId);
      if (meeting === undefined)
        return bpmnError(
          "KEINE_SITZUNG",
          `Expected a meeting of ${job.input.gremium} that can still be reached, but the calendar holds none`,
        );
      const { sitzungAm, vorlagenfristAm, nachbereitungBis } = meeting;
      return complete({ sitzungId: meeting.sitzungId, sitzungAm, vorlagenfristAm, nachbereitungBis });
    },
);

async function appoint(tx: Register, job: Input): Promise<string | null> {
  const meeting = await meetingFor(tx, job);
  if (meeting === undefined) return null;
  const { herausforderungId, schritt } = job;
  if (herausforderungId !== undefined && schritt !== undefined)
    await putOnAgenda(tx, { sitzungId: meeting.sitzungId, herausforderungId, schritt });
  return meeting.sitzungId;
}

async function meetingFor(tx: Register, job: Input): Promise<Meeting | undefined> {
  const actor = job.bearbeitetVon ?? "system";
  const { gremium: gremiumId, sitzungId, neuesDatumAm, ort } = job;
  const wanted =
    neuesDatumAm ?? (job.herausforderungId === undefined && sitzungId === undefined ? job.sitzungAm : undefined);
  if (wanted !== undefined && sitzungId !== undefined && job.herausforderungId === undefined)
    return moveMeeting(tx, { sitzungId, neuesDatumAm: wanted, actor });
  if (wanted !== undefined) return scheduleMeeting(tx, { gremiumId, sitzungAm: wanted, ort, actor });
  if (job.herausforderungId === undefined && sitzungId !== undefined) return meetingById(tx, sitzungId);
  return nextMeeting(tx, { gremiumId, nach: await after(tx, job) });
}

/** A postponed item goes to a meeting after the one that postponed it, even when that is recorded before the meeting took place. */
async function after(tx: Register, { jetzt, sitzungId, vertagungen = 0 }: Input): Promise<string> {
  if (vertagungen === 0 || sitzungId === undefined) return jetzt;
  const last = await meetingById(tx, sitzungId);
  return Date.parse(last.sitzungAm) < Date.parse(jetzt) ? jetzt : last.sitzungAm;
}
