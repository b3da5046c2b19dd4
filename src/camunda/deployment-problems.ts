import type { DeploymentProblem } from "./errors.ts";

const FILE = /^['`](?<file>[^'`]+)['`]: (?<rest>.*)$/;
const FORM_FILE = /^Failed to parse form JSON\. '(?<file>[^']+)': (?<rest>.*)$/;
const ELEMENT = /^- (?:Element|Process): (?<element>.+)$/;
const FAULT = /^\s+- ERROR: (?<text>.*)$/;

/** Sentences for what people get wrong most often; everything else is shown as the engine says it. */
const GERMAN: readonly (readonly [RegExp, string])[] = [
  [/^Attribute '(.+)' must be present and not empty$/, "Die Angabe „$1“ fehlt."],
  [
    /^Must have exactly one zeebe:subscription extension element$/,
    "Der Nachricht fehlt der Schlüssel, an den sie geht (Correlation key).",
  ],
  [/^Must have exactly one (.+) extension element$/, "Es muss genau eine Angabe „$1“ geben."],
  [/^Must have exactly one start event$/, "Es muss genau ein Startereignis geben."],
  [/^Must have at least one start event$/, "Es fehlt ein Startereignis."],
  [/^Must have at least one condition$/, "Es fehlt eine Bedingung."],
  [
    /^Must have a condition or be default flow$/,
    "Dem Fluss fehlt eine Bedingung, oder er muss der Standardfluss sein.",
  ],
  [/^Must reference a message$/, "Es ist keine Nachricht angegeben."],
  [/^Must be attached to an activity$/, "Das Ereignis hängt an keiner Aktivität."],
  [/^Cannot have incoming sequence flows?$/, "Hier darf kein Fluss ankommen."],
  [
    /^Processes are not allowed to contain a straight-through processing loop: (.+)$/,
    "Der Ablauf liefe ohne Halt im Kreis: $1.",
  ],
  [
    /^Priority must be a number between 0 and 100, but was '(.+)'\.$/,
    "Die Priorität muss zwischen 0 und 100 liegen, ist aber „$1“.",
  ],
  [
    /^Expected static value to be a valid DateTime String.*but found '(.+)'\.$/,
    "Es wird ein Zeitpunkt erwartet, gefunden wurde „$1“.",
  ],
  [/^Invalid timer (\w+) expression \((.+)\)$/s, "Die Zeitangabe ist ungültig ($2)."],
  [/^failed to parse expression '(.+?)': .*$/s, "Der Ausdruck „$1“ ist kein gültiges FEEL."],
  [/^Duplicated process id in resources '(.+)' and '(.+)'$/, "Zwei Dateien enthalten denselben Prozess: $1 und $2."],
  [/^Expected the form id to be present, but none given$/, "Einem Formular fehlt seine id."],
  [/^Fatal Error: .*$/s, "Die Datei ist kein gültiges XML."],
  [/^SAXException while parsing input stream.*$/s, "Die Datei ist kein gültiges XML."],
];

const NOWHERE: Place = { file: undefined, element: undefined };

interface Place {
  file: string | undefined;
  element: string | undefined;
}

/** Takes an engine's refusal of a deployment apart: one problem per line, with file and element. */
export function parseDeploymentProblems(detail: string): DeploymentProblem[] {
  const problems: DeploymentProblem[] = [];
  const place: Place = { ...NOWHERE };
  for (const line of linesOf(detail)) {
    const text = textOf(line, place);
    if (text !== undefined) problems.push({ ...place, problem: inGerman(text) });
  }
  return problems;
}

/** Lines that belong to the one before (warnings of FEEL) stay with it. */
function linesOf(detail: string): string[] {
  const [, body = detail] = detail.split("encountered the following errors:");
  const lines: string[] = [];
  for (const line of body.split("\n").filter((text) => text.trim() !== "")) {
    const isContinued = lines.length > 0 && /^\[[A-Z_]+\]/.test(line);
    if (isContinued) lines.push(`${lines.pop() ?? ""} ${line.trim()}`);
    else lines.push(line);
  }
  return lines;
}

/** Moves the place along; undefined for a line that only says where. */
function textOf(line: string, place: Place, isRest = false): string | undefined {
  const { file, rest } = (FILE.exec(line) ?? FORM_FILE.exec(line))?.groups ?? {};
  if (file !== undefined && rest !== undefined) {
    place.file = file;
    place.element = undefined;
    return rest.trim() === "" ? undefined : textOf(rest, place, true);
  }
  const element = ELEMENT.exec(line)?.groups?.["element"];
  if (element !== undefined) {
    place.element = element.replaceAll(" > extensionElements", "");
    return undefined;
  }
  const fault = FAULT.exec(line)?.groups?.["text"];
  if (fault !== undefined) return fault;
  // What stands for itself is about no single file.
  if (!isRest) Object.assign(place, NOWHERE);
  return line.trim();
}

function inGerman(text: string): string {
  const known = GERMAN.find(([pattern]) => pattern.test(text));
  return known === undefined ? text : text.replace(known[0], known[1]);
}
