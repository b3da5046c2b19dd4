import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { BpmnParser } from "zeebe-node";

/**
 * Existing clients and workers were written with zeebe-node. They go on working on every gateway that speaks the SDK's
 * protocol as long as that protocol has everything theirs has, under the same numbers and types.
 */
const require = createRequire(import.meta.url);
const protocolOf = (packageEntry: string, path: string): protobuf.Root =>
  protobuf.loadSync(join(dirname(require.resolve(packageEntry)), path));

const older = protocolOf("zeebe-node", "../proto/zeebe.proto");
const newer = protocolOf("@camunda8/sdk", "proto/zeebe.proto");

function messagesOf(root: protobuf.NamespaceBase): protobuf.Type[] {
  return root.nestedArray.flatMap((nested) => [
    ...(nested instanceof protobuf.Type ? [nested] : []),
    ...(nested instanceof protobuf.Namespace ? messagesOf(nested) : []),
  ]);
}

describe("the protocol of zeebe-node", () => {
  const gateway = older.lookupService("gateway_protocol.Gateway");

  it("has calls to compare", () => {
    expect(gateway.methodsArray.length).toBeGreaterThan(15);
    expect(messagesOf(older).length).toBeGreaterThan(30);
  });

  it.each(gateway.methodsArray.map((method) => [method.name, method] as const))(
    "keeps the call %s",
    (name, { requestType, responseType, responseStream }) => {
      const kept = newer.lookupService("gateway_protocol.Gateway").methods[name];
      expect(kept).toMatchObject({ requestType, responseType });
      expect(kept?.responseStream ?? false).toBe(responseStream ?? false);
    },
  );

  it.each(messagesOf(older).map((message) => [message.fullName, message] as const))(
    "keeps every field of %s under its number and type",
    (fullName, { fieldsArray }) => {
      const kept = newer.lookupType(fullName);
      const shape = ({ name, id, type, repeated }: protobuf.Field) => ({ name, id, type, repeated });
      const keptFields = kept.fieldsArray.map(shape);
      expect(keptFields).toEqual(expect.arrayContaining(fieldsArray.map(shape)));
    },
  );
});

describe("zeebe-node's own reading of a model", () => {
  it("finds the job types of our loop", async () => {
    const parsed = BpmnParser.parseBpmn(new URL("../../bpmn/meldung.bpmn", import.meta.url).pathname);
    expect(await BpmnParser.getTaskTypes(parsed)).toContain("meldung-erfassen");
  });
});
