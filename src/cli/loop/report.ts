import { inspectText, isBlocked } from "../../domain/input-guard.ts";
import { profileOf } from "../../register/index.ts";
import type { TellEvent } from "./events.ts";
import { LoopInputInvalid, type LoopReport } from "./input.ts";
import type { LoopParts } from "./parts.ts";
import { personOf } from "./people.ts";

/** Hands a report in as the portal does: guarded, into the register, then its process; gives its reference. */
export async function submitReport(
  { register, stage }: LoopParts,
  report: LoopReport,
  tell: TellEvent,
): Promise<string> {
  const { als } = report;
  const user = await personOf(register, als);
  const [cmStelleId] = user.cmStellen;
  if (cmStelleId === undefined)
    throw new LoopInputInvalid(`Expected "${als}" to work for a CM-Stelle, but they do not: they cannot report`);
  await guard(register, report);
  const meldungId = await stage.report({ report, user, cmStelleId });
  tell({
    art: "gemeldet",
    am: new Date(stage.clock.now()).toISOString(),
    person: user.name,
    meldungId,
    cmStelle: cmStelleId,
  });
  return meldungId;
}

async function guard(register: LoopParts["register"], report: LoopReport): Promise<void> {
  const { inputGuard } = await profileOf(register);
  for (const field of ["titel", "beschreibung", "eiltGrund", "bisherUnternommen", "loesungsvorschlag"] as const) {
    const findings = inspectText(field, report[field] ?? "", inputGuard);
    const [block] = findings;
    if (isBlocked(findings))
      throw new LoopInputInvalid(
        `Expected no identifying data in "${field}" of a report, but: ${block?.meldung ?? ""} ${block?.vorschlag ?? ""}`,
      );
  }
}
