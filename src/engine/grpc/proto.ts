import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { ServiceDefinition } from "@grpc/grpc-js";
import { loadSync, type Options } from "@grpc/proto-loader";

const SERVICE = "gateway_protocol.Gateway";

/** How messages look in here: the protocol's own names, every field there, 64-bit numbers as numbers (keys stay below 2^53). */
const AS_WRITTEN: Options = {
  keepCase: true,
  defaults: true,
  arrays: true,
  objects: true,
  longs: Number,
  enums: String,
};

/** Zeebe's gateway protocol as Camunda's client ships it. */
export function loadGateway(): ServiceDefinition {
  const client = createRequire(import.meta.url).resolve("@camunda8/sdk");
  const definitions: Readonly<Record<string, object>> = loadSync(
    join(dirname(client), "proto", "zeebe.proto"),
    AS_WRITTEN,
  );
  const service = definitions[SERVICE];
  if (service !== undefined && isService(service)) return service;
  throw new Error(`Expected the protocol of @camunda8/sdk to define ${SERVICE}, but it does not`);
}

/** Messages and enums have a format, services have none. */
function isService(definition: object): definition is ServiceDefinition {
  return !("format" in definition);
}
