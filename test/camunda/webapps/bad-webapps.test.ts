import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { brokerClock } from "../../../src/camunda/webapps/broker-clock.ts";
import { importProgress } from "../../../src/camunda/webapps/import-progress.ts";
import { logIn } from "../../../src/camunda/webapps/session.ts";

const demo = { name: "demo", password: "demo" };

test.each([
  { status: 401, said: /log-in of "demo" at http.* to work, but it said 401: look at name and password/ },
  { status: 404, said: /it said 404: there is no Tasklist 8\.6; correct the address \(--tasklist\)/ },
])("a log-in that is answered with $status is one sentence", async ({ status, said }) => {
  await expect(logIn(await answering(() => ({ status, body: "" })), demo)).rejects.toThrow(said);
});

test("a Tasklist that is away is named with what starts one", async () => {
  await expect(logIn("http://127.0.0.1:9", demo)).rejects.toThrow(/nothing answers: start it with npm run camunda/);
});

test("an address that answers with a page is no Tasklist", async () => {
  const session = await logIn(await answering(() => ({ status: 200, body: "<html></html>" })), demo);
  await expect(session.call("POST", "/v1/tasks/search")).rejects.toThrow(/no JSON; correct the address/);
});

test.each([
  { what: "a broker of another start", status: 404, body: "{}" },
  { what: "a web page", status: 200, body: "<html></html>" },
])("the clock of $what cannot be followed", async ({ status, body }) => {
  const clock = brokerClock(await answering(() => ({ status, body })));
  const said = new RegExp(`Expected the clock of a broker .* \\(status ${String(status)}\\).*management address`);
  await expect(clock.look()).rejects.toThrow(said);
  await expect(clock.moveBy(1)).rejects.toThrow(said);
});

test("a clock that nobody keeps says why", async () => {
  await expect(brokerClock("http://127.0.0.1:9").look()).rejects.toThrow(/nothing answers \(.+\)/);
});

test.each([
  {
    what: "nothing",
    search: "http://127.0.0.1:9",
    said: /at http:\/\/127\.0\.0\.1:9 .* nothing answers \(.+\).*--search/,
  },
  {
    what: "a page",
    search: undefined,
    said: /what answers there is no OpenSearch of this kind \(status 200\).*--search/,
  },
])("where $what keeps Tasklist's records, its progress cannot be seen", async ({ search, said }) => {
  // given a broker that has exported all
  const metrics = [
    'zeebe_log_appender_last_appended_position{partition="1"} 7',
    'zeebe_exporter_last_updated_exported_position{partition="1"} 7',
  ].join("\n");
  const management = await answering(() => ({ status: 200, body: metrics }));

  // then
  const progress = importProgress({ management, search: search ?? management });
  await expect(progress.look()).rejects.toThrow(said);
});

async function answering(answer: () => { status: number; body: string }): Promise<string> {
  const server = createServer((_, response) => {
    const { status, body } = answer();
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}`;
}
