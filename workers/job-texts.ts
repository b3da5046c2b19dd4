/** Variables with this ending hold what a person wrote; they do not stay in the engine. */
const SUFFIX = "Text";

/** Texts and references of a job, and the variables that clear them. */
export interface JobTexts {
  readonly texts: Readonly<Record<string, string>>;
  /** Every text variable, `textReferenz` and `bearbeitetVon` that was there, set to null. */
  readonly cleared: Readonly<Record<string, null>>;
}

const REFERENCES: readonly string[] = ["textReferenz", "bearbeitetVon"];

/** Takes the texts out of a job's variables, those that a process owner added to a form included. */
export function takeTexts(variables: Readonly<Record<string, unknown>>): JobTexts {
  const texts: Record<string, string> = {};
  const cleared: Record<string, null> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (typeof value === "string" && name.endsWith(SUFFIX)) texts[name] = value;
    if (name.endsWith(SUFFIX) || REFERENCES.includes(name)) cleared[name] = null;
  }
  return { texts, cleared };
}
