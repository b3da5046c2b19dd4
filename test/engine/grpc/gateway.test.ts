import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { PROCESSORS } from "../../../src/engine/commands/index.ts";
import { FACT, playCalls, type Fact } from "./facts/play.ts";
import { openGateway } from "./support.ts";

const recorded = (name: string): ReadonlyMap<string, Fact> => {
  const facts = z.array(FACT).parse(JSON.parse(readFileSync(new URL(`facts/${name}.json`, import.meta.url), "utf8")));
  return new Map(facts.map((fact) => [fact.call, fact]));
};

/** Where the engine's own answer counts, because the engine has changed since 8.6 or has one partition. */
const SAID_BY_THE_ENGINE = new Set(["cancel nothing", "evaluate with failure", "topology"]);

/** What 8.8 refuses with another type than 8.6, as the recordings of the conformance suite show. */
const NOT_FOUND_SINCE = new Set(["evaluate an unknown decision", "evaluate an unknown key", "evaluate nothing"]);

/** Ours says neither where a parser stopped and in which words, nor by which network address the broker was asked. */
const essential = (fact: Fact | undefined) => ({
  ...fact,
  code: NOT_FOUND_SINCE.has(fact?.call ?? "") ? "NOT_FOUND" : fact?.code,
  details: fact?.details
    .replace(/'INVALID_ARGUMENT'(?=: Expected to evaluate decision)/, "'NOT_FOUND'")
    .replace(/\n at \[Source: REDACTED.*/s, "")
    .replace(/(Fatal Error: URI=null Line=\d+:).*/s, "$1")
    .replace(/Request command-api-1 to [\d.:]+ timed out/, "Request timed out"),
});

/** What the gateway made for tests leaves out. */
const LEFT_OUT = new Set(["tenantId", "decisionInstanceKey"]);

const spoken = (fact: object): unknown =>
  JSON.parse(JSON.stringify(fact, (name, value: unknown) => (LEFT_OUT.has(name) ? "" : value)));

const migrates = "PROCESS_INSTANCE_MIGRATION MIGRATE" in PROCESSORS;

describe("every call of the gateway, with good and bad arguments", async () => {
  const engine = recorded("engine-8.8.21");
  const gateway = recorded("gateway-8.6.0");
  const ours = await openGateway();
  const answers = await playCalls(ours.gateway);
  await ours.served.close();
  for (const fact of answers) {
    it.runIf(migrates || !fact.call.startsWith("migrate"))(`${fact.call}: is answered as Zeebe answers it`, () => {
      if (SAID_BY_THE_ENGINE.has(fact.call)) expect(spoken(fact)).toEqual(spoken({ ...engine.get(fact.call) }));
      else expect(essential(fact)).toEqual(essential(gateway.get(fact.call)));
    });
  }

  it("says all that the engine 8.8.21 says, where its gateway made for tests says something", () => {
    const different = answers.filter(({ call, code, details }) => {
      const said = engine.get(call);
      const isSilent = said === undefined || ["UNKNOWN", "DEADLINE_EXCEEDED"].includes(said.code);
      return !isSilent && `${code} ${details}` !== `${said.code} ${said.details}`;
    });
    expect(different.map(({ call }) => call).filter((call) => migrates || !call.startsWith("migrate"))).toEqual([
      "deploy what is no model",
      "deploy broken XML",
      "deploy for a tenant",
      "create for a tenant",
      "activate without maximum",
      "activate for a tenant",
      "activate for tenants",
      "publish for a tenant",
      "broadcast for a tenant",
      "evaluate nothing",
      "evaluate by both",
      "evaluate for a tenant",
    ]);
  });
});
