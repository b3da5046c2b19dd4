import { TIME_ZONE } from "../../domain/working-days.ts";
import { stepWording } from "../../platform/mail/wording.ts";
import type { TimelineEntry } from "../../register/index.ts";
import type { LoopEvent } from "./events.ts";
import type { LoopResult } from "./play.ts";

const DATE_TIME = new Intl.DateTimeFormat("de-DE", { dateStyle: "medium", timeStyle: "short", timeZone: TIME_ZONE });
const DATE = new Intl.DateTimeFormat("de-DE", { dateStyle: "medium", timeZone: TIME_ZONE });
const DATE_WIDTH = 20;

/** An event as a line for people. */
export function eventLine(event: LoopEvent): string {
  switch (event.art) {
    case "gemeldet":
      return `${at(event.am)}  ${event.person} meldet ${event.meldungId} (${event.cmStelle})`;
    case "erledigt":
      return `${at(event.am)}  ${event.person}: ${event.aufgabe} ${event.gegenstand}${valuesText(event.werte)}`;
    case "gesendet":
      return `${at(event.am)}    Nachricht „${event.ereignis}“ an ${event.an.join(", ")} (${String(event.mails)} E-Mails)`;
    case "offen":
      return `${at(event.am)}    Offen: ${event.aufgabe} bei ${event.zustaendig.join(", ")}${dueText(event.faelligAm)}`;
  }
}

/** The end of a loop and the register's timeline. */
export function resultLines({ herausforderungen, zeitleiste, ungenutzt }: LoopResult): string[] {
  return [
    "",
    ...herausforderungen.map(
      ({ herausforderungId, zustand, ergebnis }) =>
        `${herausforderungId}: ${zustand}${ergebnis === null ? "" : ` (${ergebnis})`}`,
    ),
    ...ungenutzt.map(({ aufgabe, als }) => `Nicht gebraucht: ${aufgabe} von ${als}`),
    "",
    "Zeitleiste",
    ...zeitleiste.map(timelineLine),
  ];
}

function timelineLine(entry: TimelineEntry): string {
  const step = typeof entry.schritt === "string" ? (stepWording(entry.schritt, "de") ?? entry.schritt) : undefined;
  const change = entry.art === "status" ? `${entry.von ?? "neu"} → ${entry.nach ?? ""}` : undefined;
  const parts = [
    step,
    change,
    entry.ergebnis,
    entry.meldungId,
    entry.auftragId,
    entry.projektgruppeId,
    entry.sitzungId,
  ];
  const said = parts.filter((part) => typeof part === "string" && part !== "");
  const by = entry.actor === undefined ? "" : `  [${entry.actor}]`;
  return `${at(entry.am)}  ${entry.herausforderungId}  ${entry.art.padEnd(16)} ${said.join(" · ")}${by}`;
}

function at(iso: string): string {
  return DATE_TIME.format(new Date(iso)).padEnd(DATE_WIDTH);
}

function dueText(iso: string | undefined): string {
  return iso === undefined ? "" : `, fällig ${DATE.format(new Date(iso.replace(/\[.*\]$/, "")))}`;
}

function valuesText(values: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(values).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  const said = given.map(([name, value]) => `${name}=${Array.isArray(value) ? value.join("+") : String(value)}`);
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}
