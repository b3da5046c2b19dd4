import { listCmStellen, profileOf, type Register } from "../../../register/index.ts";
import { FREQUENCY_BANDS, type FrequencyBand } from "../../../domain/bands.ts";
import type { CurrentUser } from "../../user.ts";
import type { ReportChoices } from "./fields.ts";

/** Bands as people say them; the same words in both languages would need none, so they stand here once. */
const BAND_LABELS: Readonly<Record<FrequencyBand, string>> = {
  "1-2": "1–2",
  "3-5": "3–5",
  "6-10": "6–10",
  "11-25": "11–25",
  ">25": "> 25",
};

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
    haeufigkeiten: FREQUENCY_BANDS.map((band) => ({ value: band, label: BAND_LABELS[band] })),
    cmStellen: cmStellen.map(({ orgUnitId, name }) => ({ value: orgUnitId, label: name })),
  };
}

function toOptions(list: readonly { readonly id: string; readonly name: string }[]) {
  return list.map(({ id, name }) => ({ value: id, label: name }));
}
