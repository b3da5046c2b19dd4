import { listCmStellen, profileOf, type Register } from "../../../register/index.ts";
import { FREQUENCY_BANDS } from "../../../domain/bands.ts";
import type { CurrentUser } from "../../user.ts";
import type { ReportChoices } from "./fields.ts";

/** The code lists of the municipality as choices, and the offices this person may report for. */
export async function loadChoices(register: Register, user: CurrentUser): Promise<ReportChoices> {
  const [profile, offices] = await Promise.all([profileOf(register), listCmStellen(register)]);
  const mayAll = user.permissions.has("meldung:pruefen") || user.cmStellen.length === 0;
  const cmStellen = offices.filter(({ orgUnitId }) => mayAll || user.cmStellen.includes(orgUnitId));
  return {
    themen: toOptions(profile.codeLists.themen),
    rechtskreise: toOptions(profile.codeLists.rechtskreise),
    kommunen: toOptions(profile.codeLists.kommunen),
    stellenarten: toOptions(profile.codeLists.stellenarten),
    quellen: toOptions(profile.codeLists.quellen),
    haeufigkeiten: FREQUENCY_BANDS.map((band) => ({ value: band, label: band })),
    cmStellen: cmStellen.map(({ orgUnitId, name }) => ({ value: orgUnitId, label: name })),
  };
}

function toOptions(list: readonly { readonly id: string; readonly name: string }[]) {
  return list.map(({ id, name }) => ({ value: id, label: name }));
}
