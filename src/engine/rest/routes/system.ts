import { z } from "zod";
import type { JsonObject } from "../../core/record.ts";
import { compileExpression, toJson, type Evaluation, type FeelClock, type Lookup } from "../../feel/expression.ts";
import { jsonObject, noBody, required, tenantId } from "../schemas.ts";
import { badRequest, clockRefused, unavailable } from "../problem.ts";
import { ok, query, type Route, type Services } from "../route.ts";

/** Operations on the engine as a whole: what it is, its clock, its expressions. */
export const SYSTEM_ROUTES: readonly Route[] = [
  query({ operation: "getTopology", body: noBody, query: (services) => ok(topology(services)) }),
  query({
    operation: "getStatus",
    body: noBody,
    query: async ({ engine }) => {
      const trouble = await engine.trouble();
      if (trouble !== undefined) throw unavailable(trouble);
      return { status: 204 };
    },
  }),
  query({
    operation: "getLicense",
    body: noBody,
    query: () => ok({ validLicense: false, licenseType: "unknown", isCommercial: false, expiresAt: null }),
  }),
  query({
    operation: "getSystemConfiguration",
    body: noBody,
    query: () => ok({ jobMetrics: JOB_METRICS }),
  }),
  query({
    operation: "pinClock",
    body: z.strictObject({ timestamp: z.int().gte(0) }),
    query: async ({ engine, clockControl }, { body }) => {
      if (clockControl === "refused")
        throw clockRefused("Expected a clock that can be moved, but it is the time of day");
      try {
        await engine.clock[clockControl](body.timestamp);
      } catch (error) {
        throw error instanceof RangeError ? badRequest(error.message) : error;
      }
      return { status: 204 };
    },
  }),
  query({
    operation: "resetClock",
    body: noBody,
    query: async ({ engine, clockControl }) => {
      if (clockControl !== "pin")
        throw clockRefused("Expected a clock that can be reset, but this one never goes back");
      await engine.clock.reset();
      return { status: 204 };
    },
  }),
  query({
    operation: "evaluateExpression",
    body: z.strictObject({ expression: required, tenantId, variables: jsonObject.nullish() }),
    query: ({ engine }, { body }) => {
      const evaluation = evaluated(body.expression, body.variables ?? {}, engine.clock);
      if (!evaluation.ok) throw badRequest(evaluation.message);
      const warnings = evaluation.warnings.map((message) => ({ message }));
      return ok({ expression: body.expression, result: toJson(evaluation.value), warnings });
    },
  }),
];

function evaluated(source: string, known: JsonObject, clock: FeelClock): Evaluation {
  const compiled = compileExpression(source);
  if ("error" in compiled) return { ok: false, message: compiled.error, warnings: [] };
  const lookup: Lookup = (name) => known[name];
  return compiled.evaluate(lookup, clock);
}

/** Jobs are counted when somebody asks, so that nothing is periodic and no name is too long. */
const JOB_METRICS = {
  enabled: true,
  exportInterval: "PT5M",
  maxWorkerNameLength: 100,
  maxJobTypeLength: 100,
  maxTenantIdLength: 30,
  maxUniqueKeys: 9500,
};

function topology({ address, version }: Services) {
  const { host, port } = address();
  const partitions = [{ partitionId: 1, role: "leader", health: "healthy" }];
  return {
    brokers: [{ nodeId: 0, host, port, partitions, version }],
    clusterId: null,
    clusterSize: 1,
    partitionsCount: 1,
    replicationFactor: 1,
    gatewayVersion: version,
    lastCompletedChangeId: "-1",
  };
}
