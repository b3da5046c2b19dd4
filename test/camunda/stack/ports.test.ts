import { createServer, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { PortBusy, PortOptionInvalid } from "../../../src/camunda/stack/errors.ts";
import { assertFree, stackPorts } from "../../../src/camunda/stack/ports.ts";

test("an offset moves every port", () => {
  // given
  const [usual, moved] = [stackPorts({}), stackPorts({ offset: 50 })];

  // then
  expect(moved.rest - usual.rest).toBe(50);
  expect(new Set(Object.keys(usual).map((name) => Reflect.get(moved, name) - Reflect.get(usual, name)))).toEqual(
    new Set([50]),
  );
});

test("a single port overrides the offset", () => {
  expect(stackPorts({ offset: 50, single: ["rest=8123"] }).rest).toBe(8123);
});

test.each(["rest", "rest=", "rest=0", "rest=70000", "nothing=8080"])(
  "%s is refused with the names that there are",
  (text) => {
    expect(() => stackPorts({ single: [text] })).toThrow(PortOptionInvalid);
    expect(() => stackPorts({ single: [text] })).toThrow(/rest, grpc, management/);
  },
);

test("OpenSearch cannot listen above 9299, and the way out is named", () => {
  expect(() => stackPorts({ offset: 500 })).toThrow("--port search=9150");
});

test("a port that two parts would share is refused before anything starts", () => {
  expect(() => stackPorts({ single: ["rest=8100", "grpc=8100"] })).toThrow("rest and grpc would both be 8100");
});

test("an offset that leads beyond the last port is refused", () => {
  expect(() => stackPorts({ offset: 60_000 })).toThrow(/Expected ports up to 65535.*--port-offset/);
});

test("a busy port is named with the option that changes it", async () => {
  // given
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const port = portOf(server.address());

  // when
  const attempt = assertFree(stackPorts({ single: [`rest=${String(port)}`] }), ["rest"]);

  // then
  await expect(attempt).rejects.toThrow(PortBusy);
  await expect(attempt).rejects.toThrow(`${String(port)} (rest)`);
  await expect(attempt).rejects.toThrow("--port rest=");
});

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === "object" && address !== null) return address.port;
  throw new Error("Expected a port, but there is none");
}
