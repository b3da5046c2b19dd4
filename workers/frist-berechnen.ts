import { z } from "zod";
import { computeDeadline } from "../src/domain/deadline.ts";
import { pickMeeting } from "../src/domain/meeting.ts";
import { listMeetings, type Register } from "../src/register/index.ts";
import { complete, defineWorker } from "./define-worker.ts";
import { moment, momentOrDay, present } from "./present.ts";

const STEERING_GROUP = "lenkungsgruppe";

const rule = z.object({
  arbeitstage: z.number().nullish(),
  kalendertage: z.number().nullish(),
  monate: z.number().nullish(),
  erinnerungProzent: z.number().nullish(),
  nachfristArbeitstage: z.number().nullish(),
  schliessungTage: z.number().nullish(),
  schliessungMonate: z.number().nullish(),
  /** `vorlagenfrist`: not later than the papers of the next meeting of the Lenkungsgruppe are due. */
  deckel: z.enum(["vorlagenfrist"]).nullish(),
});

const deadline = z.object({
  faelligAm: z.string(),
  erinnerungAm: z.string(),
  vertretungAm: z.string(),
  eskalationAm: z.string(),
  schliessungAm: z.string().optional(),
});

/** Computes when a step is due, when it is reminded of, and when others learn of it, in working days of North Rhine-Westphalia. */
export const fristBerechnen = defineWorker(
  {
    type: "frist-berechnen",
    input: z.object({
      ...present,
      schritt: z.string(),
      fristRegel: rule,
      bezugsdatum: momentOrDay.optional(),
      deckelAm: moment.optional(),
    }),
    output: z.object({ frist: deadline }),
  },
  ({ register }: { register: Register }) =>
    async ({ input }) => {
      const { fristRegel, jetzt, bezugsdatum } = input;
      const deckelAm =
        input.deckelAm ?? (fristRegel.deckel === "vorlagenfrist" ? await paperDeadline(register, jetzt) : undefined);
      return complete({ frist: computeDeadline({ regel: fristRegel, ab: bezugsdatum ?? jetzt, deckelAm }) });
    },
);

/** Undefined when the calendar holds no meeting that can still be reached: then nothing caps the step. */
async function paperDeadline(register: Register, jetzt: string): Promise<string | undefined> {
  const meetings = await listMeetings(register, { gremiumId: STEERING_GROUP, status: "geplant", ab: jetzt });
  return pickMeeting(meetings, jetzt)?.vorlagenfristAm;
}
