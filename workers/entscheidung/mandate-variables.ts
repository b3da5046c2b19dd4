import type { MandateRef } from "../../src/register/index.ts";

/** A mandate as the process carries it: ids, groups and dates. */
interface MandateVariables {
  readonly [name: string]: string;
  readonly auftragId: string;
  readonly projektgruppeId: string;
  readonly leitungsgruppe: string;
  readonly endetAm: string;
  readonly zwischenberichtAm: string;
}

/** Leaves everything but the process's variables behind. */
export function mandateVariables(mandate: MandateRef): MandateVariables {
  const { auftragId, projektgruppeId, leitungsgruppe, endetAm, zwischenberichtAm } = mandate;
  return { auftragId, projektgruppeId, leitungsgruppe, endetAm, zwischenberichtAm };
}
