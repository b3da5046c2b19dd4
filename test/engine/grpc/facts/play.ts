import { z } from "zod";
import { RawClient, type Answer } from "../raw-client.ts";
import { CALLS, NOBODY, type Call, type Known } from "./calls.ts";

/** What a gateway answered to a call, without what differs from run to run. */
export const FACT = z.object({
  call: z.string(),
  code: z.string(),
  details: z.string(),
  messages: z.array(z.unknown()),
});
export type Fact = z.infer<typeof FACT>;

/** Plays all calls on the gateway at an address, which has an empty engine behind it; a call that hangs ends after the deadline. */
export async function playCalls(address: string, deadlineMs = 30_000): Promise<Fact[]> {
  const client = new RawClient(address);
  const answers = new Map<string, Answer>();
  const facts: Fact[] = [];
  for (const call of CALLS) {
    const answer = await client.call(call.rpc, call.request(knownFrom(answers)), deadlineMs);
    answers.set(call.name, answer);
    facts.push(factOf(call, answer));
  }
  client.close();
  return facts;
}

function knownFrom(answers: ReadonlyMap<string, Answer>): Known {
  const of = (call: string, ...path: readonly (string | number)[]): string => {
    let found: unknown = answers.get(call)?.messages[0];
    for (const step of path) found = property(found, step);
    return typeof found === "string" ? found : NOBODY;
  };
  return { of, job: (call) => of(call, "jobs", 0, "key") };
}

function property(value: unknown, name: string | number): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function factOf({ name }: Call, { code, details, messages }: Answer): Fact {
  return FACT.parse(JSON.parse(keyless(JSON.stringify({ call: name, code, details, messages }, normalise))));
}

/** Keys differ from engine to engine. */
const keyless = (text: string): string => text.replaceAll(NOBODY, "<nobody>").replaceAll(/\b22517998\d{8}\b/g, "<key>");

/** Instants and addresses differ from run to run; a JSON text is compared as what it says. */
function normalise(name: string, value: unknown): unknown {
  if (name === "deadline") return "<instant>";
  if (name === "host" || name === "port") return "<address>";
  if (typeof value === "string" && /^[[{]/.test(value) && ["variables", "customHeaders"].includes(name)) {
    return JSON.parse(value);
  }
  return value;
}
