/** States of a report (Meldung). */
export const REPORT_STATES = [
  "entwurf",
  "eingereicht",
  "in_pruefung",
  "rueckfrage",
  "angenommen",
  "nicht_systematisch",
  "zurueckgezogen",
] as const;

/** State of a report. */
export type ReportState = (typeof REPORT_STATES)[number];

/** Back to `eingereicht`: refused because it holds client data, to be handed in anew. */
const NEXT: Readonly<Record<ReportState, readonly ReportState[]>> = {
  entwurf: ["eingereicht", "zurueckgezogen"],
  eingereicht: ["in_pruefung", "rueckfrage", "angenommen", "nicht_systematisch", "zurueckgezogen"],
  in_pruefung: ["eingereicht", "rueckfrage", "angenommen", "nicht_systematisch", "zurueckgezogen"],
  rueckfrage: ["in_pruefung", "angenommen", "nicht_systematisch", "zurueckgezogen"],
  angenommen: ["zurueckgezogen"],
  nicht_systematisch: [],
  zurueckgezogen: [],
};

/** Tells whether a report may go from one state to another; staying is no transition. */
export function canAdvanceReport(from: ReportState, to: ReportState): boolean {
  return NEXT[from].includes(to);
}

/** Reads a state name; undefined when it is none. */
export function parseReportState(text: string): ReportState | undefined {
  return REPORT_STATES.find((state) => state === text);
}
