import { inspectText, isBlocked, type Finding } from "../src/domain/input-guard.ts";
import { profileOf, type Register, type Report } from "../src/register/index.ts";

/** What the input guard says about a report: `gesperrt` holds an identifier, `verdacht` something that may be one. */
type PersonalData = "keiner" | "verdacht" | "gesperrt";

/** Looks at every text of a report with the patterns of the municipality. */
export async function inspectReport(register: Register, report: Report): Promise<PersonalData> {
  const { inputGuard } = await profileOf(register);
  const { titel, beschreibung, bisherUnternommen, loesungsvorschlag, eiltGrund } = report;
  const texts = Object.entries({ titel, beschreibung, bisherUnternommen, loesungsvorschlag, eiltGrund });
  return verdict(texts.flatMap(([field, text]) => inspectText(field, text, inputGuard)));
}

function verdict(findings: readonly Finding[]): PersonalData {
  if (isBlocked(findings)) return "gesperrt";
  return findings.length === 0 ? "keiner" : "verdacht";
}
