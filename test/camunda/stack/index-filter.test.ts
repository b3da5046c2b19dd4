import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { startIndexFilter } from "../../../src/camunda/stack/index-filter.ts";

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly body: string;
}

test("the settings of the missing plug-in are taken out of index templates, and nothing else", async () => {
  // given
  const { address, seen } = await filtered();
  const template = {
    index_patterns: ["a*"],
    template: { settings: { "plugins.index_state_management.policy_id": "p", "index.number_of_shards": 1 } },
    list: [{ "plugins.index_state_management.rollover_alias": "r", kept: null }],
  };

  // when
  const answer = await fetch(`${address}/_index_template/a`, { method: "PUT", body: JSON.stringify(template) });

  // then
  expect(answer.status).toBe(201);
  expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
    index_patterns: ["a*"],
    template: { settings: { "index.number_of_shards": 1 } },
    list: [{ kept: null }],
  });
});

test("the plug-in's own paths are answered without asking OpenSearch", async () => {
  const { address, seen } = await filtered();
  const [read, written] = [
    await fetch(`${address}/_plugins/_ism/policies/p`),
    await fetch(`${address}/_plugins/_ism/add/a`, { method: "POST", body: "{}" }),
  ];
  expect(read.status).toBe(404);
  expect(await written.json()).toEqual({ updated_indices: 0, failures: false, failed_indices: [] });
  expect(seen).toEqual([]);
});

test("all else passes through with method, path and body", async () => {
  const { address, seen } = await filtered();
  const answer = await fetch(`${address}/_bulk?refresh=true`, { method: "POST", body: "{}\n{}\n" });
  expect(await answer.text()).toBe("done");
  expect(seen).toEqual([{ method: "POST", url: "/_bulk?refresh=true", body: "{}\n{}\n" }]);
});

test("an OpenSearch that is away is a 502 with a sentence", async () => {
  const listen = await freePort();
  const filter = await startIndexFilter({ listen, target: await freePort() });
  onTestFinished(() => filter.stop());
  const answer = await fetch(`http://127.0.0.1:${String(listen)}/`);
  expect(answer.status).toBe(502);
  expect(await answer.text()).toContain("Expected OpenSearch to answer, but");
});

async function filtered(): Promise<{ address: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const target = createServer((request, response) => {
    void text(request).then((body) => {
      seen.push({ method: request.method, url: request.url, body });
      response.writeHead(201).end("done");
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => target.listen(port, "127.0.0.1", resolve));
  const listen = await freePort();
  const filter = await startIndexFilter({ listen, target: port });
  onTestFinished(async () => {
    await filter.stop();
    target.close();
    target.closeAllConnections();
  });
  return { address: `http://127.0.0.1:${String(listen)}`, seen };
}

function freePort(): Promise<number> {
  const server = createTcpServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" ? (address?.port ?? 0) : 0);
      });
    });
  });
}
