import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { createServer as createHttp2Server } from "node:http2";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { createCamundaClient } from "../../src/camunda/client.ts";
import { lookAtEngine, type EngineSeen } from "../../src/camunda/engine-check.ts";
import { createGrpcClient } from "../../src/camunda/grpc-client.ts";
import { unreachableReason } from "../../src/camunda/unreachable-reason.ts";

beforeEach(() => {
  // As in production: the answers here are none of the API's, or those of older versions.
  vi.stubEnv("CAMUNDA_SDK_VALIDATION", "none");
});

const topology = (gatewayVersion: string): string =>
  JSON.stringify({ brokers: [], clusterSize: 1, partitionsCount: 1, replicationFactor: 1, gatewayVersion });

test("an engine that says its version is one, with what that version can do", async () => {
  const [old, new_] = [
    await seen(await answering(200, topology("8.6.41"))),
    await seen(await answering(200, topology("8.9.26"))),
  ];
  expect(old).toMatchObject({ version: "8.6.41", capabilities: { hasSearch: false, hasRestJobs: false } });
  expect(new_).toMatchObject({ version: "8.9.26", capabilities: { hasSearch: true, hasIdentity: true } });
});

test.each([
  { answer: [200, topology("8.5.0")], code: "ENGINE_TOO_OLD", said: /it is 8\.5\.0\. Update it/ },
  { answer: [200, topology("7.21.0")], code: "ENGINE_TOO_OLD", said: /it is 7\.21\.0/ },
  { answer: [200, topology("SNAPSHOT")], code: "NO_ENGINE", said: /does not say its version/ },
  { answer: [200, "<html>Anmeldung</html>"], code: "NO_ENGINE", said: /does not say its version/ },
  { answer: [404, "<html>nichts</html>"], code: "NO_ENGINE", said: /no such path \(404\).*--to/ },
  { answer: [405, ""], code: "NO_ENGINE", said: /no such path \(405\)/ },
  { answer: [400, "{}"], code: "NO_ENGINE", said: /\(400\)/ },
  { answer: [401, ""], code: "ENGINE_REFUSES_LOG_IN", said: /user name or password.*CAMUNDA_BASIC_AUTH_PASSWORD/ },
  { answer: [403, ""], code: "ENGINE_REFUSES_LOG_IN", said: /the right to use it/ },
  { answer: [500, ""], code: "ENGINE_BUSY", said: /status 500.*Try again/ },
] satisfies { answer: [number, string]; code: string; said: RegExp }[])(
  "an answer of $answer.0 is one sentence that begins with its address: $code",
  async ({ answer: [status, body], code, said }) => {
    const address = await answering(status, body);
    const trouble = await seen(address);
    expect(trouble).toHaveProperty("code", code);
    expect(trouble).toHaveProperty("message", expect.stringMatching(said));
    expect(trouble).toHaveProperty("message", expect.stringContaining(address));
  },
);

test("an address where nothing listens says so", async () => {
  const address = await answering(200, "");
  const gone = createTcpServer();
  const port = portOf(await listening(gone));
  await new Promise((resolve) => gone.close(resolve));
  expect(await seen(address.replace(/\d+$/, String(port)))).toHaveProperty(
    "message",
    expect.stringContaining("nothing listens there"),
  );
});

test("TLS to a port that speaks none is told from the address", async () => {
  const address = await answering(200, topology("8.8.0"));
  expect(await seen(address.replace("http:", "https:"))).toHaveProperty(
    "message",
    expect.stringContaining("the address begins with http://"),
  );
});

test("a port that hangs up on plain HTTP may speak TLS", async () => {
  const server = createTcpServer((socket) => socket.once("data", () => socket.end()));
  const address = `http://127.0.0.1:${String(portOf(await listening(server)))}`;
  expect(await seen(address)).toHaveProperty("message", expect.stringContaining("the address begins with https://"));
});

test("a gRPC port is no REST address", async () => {
  const address = `http://127.0.0.1:${String(portOf(await listening(createHttp2Server())))}`;
  expect(await seen(address)).toHaveProperty("message", expect.stringContaining("begins with grpc://"));
});

test("a token endpoint that refuses us is a matter of the log-in", async () => {
  const refused = new Error("Error requesting token for Client Id x: Response code 401 (Unauthorized)");
  const look = lookAtEngine({ address: "grpc://engine", topology: () => Promise.reject(refused) });
  await expect(look).rejects.toThrow(/Expected to be let in at grpc:\/\/engine.*CAMUNDA_OAUTH_URL/);
});

test("a certificate that is not trusted is named with what makes it so", () => {
  const cause = Object.assign(new Error("self-signed certificate"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  expect(unreachableReason(new TypeError("fetch failed", { cause }))).toMatch(/DEPTH_ZERO.*NODE_EXTRA_CA_CERTS/);
});

test("a REST port is no gRPC address, and where nothing listens there is no gateway", async () => {
  const rest = (await answering(404, "")).replace("http:", "grpc:");
  expect(await seenByGrpc(rest)).toHaveProperty("message", expect.stringContaining("speaks something else: REST"));
  const gone = createTcpServer();
  const port = portOf(await listening(gone));
  await new Promise((resolve) => gone.close(resolve));
  expect(await seenByGrpc(`grpc://127.0.0.1:${String(port)}`)).toHaveProperty(
    "message",
    expect.stringContaining("nothing listens there"),
  );
});

/** What was seen, or the error. */
function seen(address: string): Promise<EngineSeen | Error> {
  const camunda = createCamundaClient({ address });
  return lookAtEngine({ address, topology: () => camunda.getTopology() }).catch(asError);
}

async function seenByGrpc(address: string): Promise<EngineSeen | Error> {
  const zeebe = createGrpcClient({ address });
  onTestFinished(async () => {
    await zeebe.close();
  });
  return lookAtEngine({ address, topology: () => zeebe.topology() }).catch(asError);
}

function asError(error: unknown): Error {
  if (error instanceof Error) return error;
  throw new TypeError("Expected an error, but something else was thrown");
}

async function answering(status: number, body: string): Promise<string> {
  const answer: RequestListener = (_, response) => {
    response.writeHead(status, { "content-type": body.startsWith("<") ? "text/html" : "application/json" }).end(body);
  };
  return `http://127.0.0.1:${String(portOf(await listening(createServer(answer))))}`;
}

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return server;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (typeof address === "object" && address !== null) return address.port;
  throw new Error("Expected a port, but there is none");
}

test("an engine that never answers is given up after half a minute, and said to keep silent", async () => {
  // given
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const engine = { address: "http://127.0.0.1:8080", topology: () => new Promise(() => undefined) };

  // when
  const looking = expect(lookAtEngine(engine)).rejects.toThrow(/none does \(it keeps silent\)/);
  await vi.advanceTimersByTimeAsync(30_000);

  // then
  await looking;
});
