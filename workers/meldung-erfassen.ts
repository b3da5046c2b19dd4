import { z } from "zod";
import {
  linkReportProcess,
  once,
  recordTexts,
  reportById,
  reportChallenge,
  submitDraft,
  type Register,
} from "../src/register/index.ts";
import { complete, defineWorker } from "./define-worker.ts";
import { identityOf } from "./job-identity.ts";
import { takeTexts, type JobTexts } from "./job-texts.ts";
import { present } from "./present.ts";
import { registerAt } from "./register-at.ts";

const keys = z.array(z.string()).optional();

const input = z
  .looseObject({
    ...present,
    /** There already when the portal took the report; missing when it was handed in by Tasklist's start form. */
    meldungId: z.string().optional(),
    cmStelleId: z.string().optional(),
    themen: keys,
    kommunen: keys,
    rechtskreise: keys,
    behoerdenarten: keys,
    uebergangVon: z.string().optional(),
    uebergangNach: z.string().optional(),
    haeufigkeit: z.string().optional(),
    seitWann: z.string().optional(),
    folgen: z.coerce.number().optional(),
    quelle: z.string().optional(),
    eilt: z.boolean().optional(),
    textReferenz: z.string().optional(),
    bearbeitetVon: z.string().optional(),
  })
  .refine((report) => report.meldungId !== undefined || report.cmStelleId !== undefined, {
    path: ["cmStelleId"],
    error: "expected the reporting office, but there is none",
  });

type Input = z.output<typeof input>;

/** Takes a report into the register and gives it its reference number; the texts stay there and leave the engine. */
export const meldungErfassen = defineWorker(
  {
    type: "meldung-erfassen",
    input,
    output: z.looseObject({ meldungId: z.string(), cmStelleId: z.string(), eilt: z.boolean() }),
  },
  ({ register }: { register: Register }) =>
    async (job) => {
      const { processInstanceKey } = job;
      const taken = takeTexts(job.input);
      const at = registerAt(register, job.input.jetzt);
      const meldungId = await once(at, { schluessel: identityOf(job), ergebnis: z.string() }, async (tx) => {
        const taking = await take(tx, job.input, taken);
        await linkReportProcess(tx, { meldungId: taking.meldungId, processInstanceKey });
        return taking.meldungId;
      });
      const report = await reportById(at, meldungId);
      return complete({
        ...taken.cleared,
        meldungId: report.meldungId,
        cmStelleId: report.cmStelleId,
        eilt: report.eilt,
      });
    },
);

async function take(tx: Register, job: Input, taken: JobTexts): Promise<{ meldungId: string }> {
  const author = job.bearbeitetVon ?? "system";
  if (job.meldungId === undefined) return reportChallenge(tx, { ...contentOf(job, taken), personId: author });
  const { meldungId } = await submitDraft(tx, { meldungId: job.meldungId, actor: author });
  if (Object.keys(taken.texts).length > 0)
    await recordTexts(tx, { meldungId, schritt: "meldung", author, texts: taken.texts });
  return { meldungId };
}

function contentOf(job: Input, { texts }: JobTexts): Omit<Parameters<typeof reportChallenge>[1], "personId"> {
  return {
    cmStelleId: job.cmStelleId ?? "",
    titel: texts["titelText"] ?? "",
    beschreibung: texts["beschreibungText"] ?? "",
    bisherUnternommen: texts["versuchtText"],
    loesungsvorschlag: texts["vorschlagText"],
    eiltGrund: texts["eilgrundText"],
    eilt: job.eilt,
    themen: job.themen ?? [],
    kommunen: job.kommunen ?? [],
    rechtskreise: job.rechtskreise ?? [],
    stellenarten: job.behoerdenarten,
    uebergangVon: job.uebergangVon,
    uebergangNach: job.uebergangNach,
    haeufigkeit: job.haeufigkeit,
    folge: job.folgen,
    seitQuartal: job.seitWann,
    quelle: job.quelle,
  };
}
