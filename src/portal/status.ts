/** Colours of a status badge; the text always says the same. */
type BadgeKind = "neutral" | "info" | "success" | "warning" | "danger";

const KINDS: Readonly<Record<string, BadgeKind>> = {
  entwurf: "neutral",
  eingereicht: "info",
  in_zustellung: "warning",
  in_pruefung: "info",
  rueckfrage: "warning",
  angenommen: "success",
  nicht_systematisch: "neutral",
  zurueckgezogen: "neutral",
  beobachtung: "info",
  ruhend: "neutral",
  schwelle_erreicht: "warning",
  bei_ki_leitung: "info",
  auftrag_offen: "info",
  auftrag_erteilt: "info",
  in_bearbeitung: "info",
  loesung_vorgelegt: "info",
  beschlossen: "success",
  in_anwendung: "success",
  rueckmeldung: "warning",
  abgeschlossen: "success",
  verneint: "danger",
  ohne_loesung: "danger",
};

/** A badge's class for a state of a report or challenge; neutral for states without a colour of their own. */
export function badgeOf(state: string): BadgeKind {
  return KINDS[state] ?? "neutral";
}
