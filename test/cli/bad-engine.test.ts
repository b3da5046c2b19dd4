import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { parseUsers } from "../../src/engine/access/users.ts";
import { serveEngine } from "../../src/engine/serve.ts";
import { silent } from "../camunda/served-engine.ts";
import { call } from "./support/call.ts";

const INPUT = ["--input", "examples/loop-wohnen.yaml"];
const COMMANDS = [["deploy"], ["workers"], ["start"], ["provision"], ["loop", ...INPUT]] as const;

const SERVERS = [
  { what: "another password", status: 401, body: "", said: /user name or password is wrong or missing/ },
  { what: "a web page", status: 200, body: "<html>Operate</html>", said: /does not say its version/ },
  { what: "another API", status: 404, body: "{}", said: /no such path \(404\)/ },
  { what: "Camunda 8.5", status: 200, body: '{"gatewayVersion":"8.5.0"}', said: /8\.5\.0\. Update it/ },
  { what: "an engine that starts", status: 503, body: "", said: /not yet, or is overloaded/ },
] as const;

beforeEach(() => {
  vi.stubEnv("CAMUNDA_SDK_VALIDATION", "none");
});

describe.each(COMMANDS)("kim %s", (...command) => {
  it.each(SERVERS)("says in one sentence that at the address is $what", async ({ status, body, said }) => {
    // given
    const address = await answering(status, body);

    // when
    const { told, printed, exitCode } = await call([...command], surroundings({ CAMUNDA_REST_ADDRESS: address }));

    // then
    const sentence = told.join("\n");
    expect(sentence).toMatch(said);
    expect(sentence).toContain(address);
    expect(sentence).not.toMatch(/^\s+at /m);
    // An engine that starts is waited for: the workers run on.
    const isWaiting = command[0] === "workers" && status === 503;
    expect(exitCode).toBe(isWaiting ? 0 : 1);
    expect(printed.some((line) => line.startsWith("Workers"))).toBe(isWaiting);
  });
});

describe("kim doctor", () => {
  it.each(SERVERS)("finds that at the address is $what", async ({ status, body, said }) => {
    const address = await answering(status, body);
    const { printed, exitCode } = await call(["doctor"], surroundings({ CAMUNDA_REST_ADDRESS: address }));
    expect(exitCode).toBe(1);
    expect(printed.find((line) => line.includes("✗ Engine"))).toMatch(said);
  });

  it("says what an 8.6 lacks, and asks its gRPC gateway", async () => {
    // given
    const engine = await serveEngine({ file: ":memory:", port: 0, grpcPort: 0, logger: silent });
    onTestFinished(() => engine.close());
    const address = await answering(200, '{"gatewayVersion":"8.6.0"}');
    const grpc = `grpc://${engine.gatewayAddress ?? ""}`;

    // when
    const { printed, exitCode } = await call(
      ["doctor"],
      surroundings({ CAMUNDA_REST_ADDRESS: address, KIM_WORKER_PROTOCOL: "grpc", ZEEBE_GRPC_ADDRESS: grpc }),
    );

    // then
    expect(exitCode).toBe(0);
    expect(printed.join("\n")).toMatch(
      /✓ Engine +8\.6\.0 at .*\n +– No search before 8\.8: tasks are done in Tasklist/,
    );
    expect(printed.find((line) => line.includes("✓ gRPC"))).toContain(grpc);
  });
});

describe("workers", () => {
  it("over REST are refused by an 8.6, with the protocol that it has", async () => {
    const address = await answering(200, '{"gatewayVersion":"8.6.0"}');
    const { told, exitCode } = await call(["workers", "--to", address], surroundings());
    expect(exitCode).toBe(1);
    expect(told.join()).toMatch(/KIM_WORKER_PROTOCOL=grpc.*--to grpc:/);
  });

  it("are not let in by the embedded engine's gRPC gateway with another password", async () => {
    // given
    const users = parseUsers('{"users":[{"username":"demo","password":"richtig-und-lang"}],"groups":[]}');
    const engine = await serveEngine({ file: ":memory:", port: 0, grpcPort: 0, logger: silent, users });
    onTestFinished(() => engine.close());

    // when
    const { told, exitCode } = await call(
      ["workers", "--to", `grpc://${engine.gatewayAddress ?? ""}`],
      surroundings({
        CAMUNDA_AUTH_STRATEGY: "BASIC",
        CAMUNDA_BASIC_AUTH_USERNAME: "demo",
        CAMUNDA_BASIC_AUTH_PASSWORD: "falsch",
      }),
    );

    // then
    expect(exitCode).toBe(1);
    expect(told.join()).toMatch(/Expected to be let in at grpc:.*CAMUNDA_BASIC_AUTH_PASSWORD/);
  });
});

describe("an address that is none", () => {
  it.each([["htp://127.0.0.1:8080"], ["127.0.0.1:8080"], ["http://127.0.0.1:99999"], ["http:"]])(
    "%s is refused with an example",
    async (address) => {
      const { told, exitCode } = await call(["deploy", "--to", address], surroundings());
      expect(exitCode).toBe(1);
      expect(told.join()).toContain(
        `expected an address such as http://127.0.0.1:8080, or https:// with TLS, but found`,
      );
    },
  );

  it.each([
    ["loop", ...INPUT, "--tasklist", "127.0.0.1:8088"],
    ["workers", "--clock", "x"],
  ])("is a wrong call in %s", async (...command) => {
    const { told, exitCode } = await call(command, surroundings());
    expect(exitCode).toBe(2);
    expect(told.join()).toContain("Expected an address such as http://127.0.0.1:8080");
  });
});

/** An empty data folder, and what is given. */
function surroundings(given: Record<string, string> = {}): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "kim-bad-engine-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return { KIM_DATA_DIR: folder, KIM_DEMO: "true", PORT: "0", ...given };
}

async function answering(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(status, { "content-type": body.startsWith("<") ? "text/html" : "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}`;
}
