import { connect as dial, createServer, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { EngineSilent } from "../../src/camunda/call-limit.ts";
import { createGrpcClient } from "../../src/camunda/grpc-client.ts";
import { grpcGateways } from "../../src/camunda/grpc-gateways.ts";
import { grpcTransport } from "../../src/camunda/grpc-transport.ts";
import type { JobTransport } from "../../src/camunda/job-transport.ts";
import { restTransport } from "../../src/camunda/rest-transport.ts";
import { serveEngine } from "../../src/engine/serve.ts";
import { clientOf, silent } from "./served-engine.ts";

const MESSAGE = { name: "probe", correlationKey: "1", messageId: "1", variables: {}, timeToLiveMs: 60_000 };
const POLL = { type: "probe", variables: "all", workerName: "probe", jobTimeoutMs: 60_000, maxJobs: 1 } as const;
const NEVER = new AbortController().signal;

/** Takes every connection and never says a word, as a firewall that forgot a connection does. */
async function blackHole(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return `127.0.0.1:${String(portOf(server.address()))}`;
}

async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${String(portOf(server.address()))}`;
  await new Promise((resolve) => server.close(resolve));
  return address;
}

async function engine(): Promise<{ rest: string; gateway: string }> {
  const served = await serveEngine({ file: ":memory:", port: 0, grpcPort: 0, logger: silent });
  onTestFinished(() => served.close());
  return { rest: served.address.url, gateway: served.gatewayAddress ?? "" };
}

const connect = (address: string) => (connection: number) =>
  createGrpcClient({ address: `grpc://${address}`, connection });

/** Swallows the first connection and passes every other one on. */
async function forgetful(gateway: string): Promise<string> {
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    if (connections === 1) return;
    const [host, port] = gateway.split(":");
    const onward = dial(Number(port), host);
    for (const socket of [client, onward]) socket.on("error", () => socket.destroy());
    client.pipe(onward).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return `127.0.0.1:${String(portOf(server.address()))}`;
}

test("a call that gets no answer ends by itself, and the next one goes by a new connection", async () => {
  // given a gateway that is silent, and one that answers
  const gateways = grpcGateways([connect(await blackHole()), connect((await engine()).gateway)]);
  onTestFinished(() => gateways.close());
  const ask = () => gateways.call(500, (zeebe) => zeebe.topology());
  // then
  await expect(ask()).rejects.toBeInstanceOf(EngineSilent);
  await expect.poll(async () => (await ask()).brokers.length).toBe(1);
});

test("also to the same gateway a connection that answers nothing is followed by a new one", async () => {
  const gateways = grpcGateways([connect(await forgetful((await engine()).gateway))]);
  onTestFinished(() => gateways.close());
  const ask = (limitMs: number) => gateways.call(limitMs, (zeebe) => zeebe.topology());
  const waiting = ask(4_000);
  await expect(ask(1_000)).rejects.toBeInstanceOf(EngineSilent);
  expect((await ask(2_000)).brokers).toHaveLength(1);
  await expect(waiting).rejects.toBeInstanceOf(EngineSilent);
});

test("where a gateway is not there, the next one stands in, and where that goes, the first one again", async () => {
  const [first, second] = [await engine(), await nobody()];
  const transport = grpcTransport([connect(second), connect(first.gateway)]);
  onTestFinished(() => transport.close());
  await expect.poll(() => transport.publish(MESSAGE)).toBe("taken");
});

test("a poll over gRPC that gets no answer is told from one that found nothing", async () => {
  const transport = grpcTransport([connect(await blackHole())]);
  onTestFinished(() => transport.close());
  await expect(transport.fetch({ ...POLL, pollTimeoutMs: 300 }, NEVER)).rejects.toBeInstanceOf(EngineSilent);
});

test("a poll over REST that gets no answer ends by itself", async () => {
  const transport = restTransport(clientOf(`http://${await blackHole()}`));
  const poll = transport.fetch({ ...POLL, pollTimeoutMs: 100 }, NEVER);
  await expect(poll).rejects.toBeInstanceOf(EngineSilent);
});

test.each<{ protocol: string; open: (address: string) => JobTransport }>([
  { protocol: "REST", open: (address) => restTransport(clientOf(`http://${address}`)) },
  { protocol: "gRPC", open: (address) => grpcTransport([connect(address)]) },
])("a message for an engine that is away is sent later over $protocol", async ({ open }) => {
  const transport = open(await nobody());
  onTestFinished(() => transport.close());
  expect(await transport.publish(MESSAGE)).toBe("later");
});

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}
