import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { model, openTestEngine, request } from "./support.ts";

describe("the REST API refuses", () => {
  let engine: Awaited<ReturnType<typeof openTestEngine>>;
  const ask = (method: string, path: string, body?: unknown) => request(engine.url + path, method, body);

  beforeAll(async () => {
    engine = await openTestEngine();
    await engine.client.createDeployment({
      resources: [model("order.bpmn"), model("startform.form"), model("checkform.form"), model("dec.dmn")],
    });
  });
  afterAll(() => engine.served.close());

  it("a command with the engine's reason, as RFC 9457 shapes it", async () => {
    expect(await ask("POST", "/jobs/1/completion", {})).toEqual({
      status: 404,
      type: "application/problem+json",
      body: {
        type: "about:blank",
        title: "NOT_FOUND",
        status: 404,
        detail:
          "Command 'COMPLETE' rejected with code 'NOT_FOUND': Expected to complete job with key '1', but no such job was found",
        instance: "/v2/jobs/1/completion",
      },
    });
  });

  const jobs = { type: "x", maxJobsToActivate: 1, timeout: 1000 };

  it.each([
    ["a missing field", "POST", "/jobs/activation", { ...jobs, type: undefined }, "No type provided."],
    ["an empty field", "POST", "/jobs/activation", { ...jobs, type: "" }, "No type provided."],
    [
      "a number out of its range",
      "POST",
      "/jobs/activation",
      { ...jobs, maxJobsToActivate: 0 },
      "The value for maxJobsToActivate is '0' but must be greater than 0.",
    ],
    [
      "all that is wrong at once",
      "POST",
      "/jobs/activation",
      { maxJobsToActivate: 1, timeout: 0 },
      "No type provided. The value for timeout is '0' but must be greater than 0.",
    ],
    [
      "a field of another type",
      "POST",
      "/jobs/activation",
      { ...jobs, type: 7 },
      "Request property [type] cannot be parsed",
    ],
    ["an unknown field", "POST", "/jobs/activation", { ...jobs, typ: "x" }, "Request property [typ] cannot be parsed"],
    [
      "variables that are a list",
      "POST",
      "/jobs/1/completion",
      { variables: [1] },
      "Request property [variables] cannot be parsed.",
    ],
    [
      "a key that is none",
      "POST",
      "/jobs/abc/completion",
      {},
      "The provided jobKey 'abc' is not a valid key. Expected a numeric value. Did you pass an entity id instead of an entity key?.",
    ],
    [
      "an unknown state in a filter",
      "POST",
      "/process-instances/search",
      { filter: { state: "OPEN" } },
      "Unexpected value 'OPEN' for enum field 'state'. Use any of the following values: [ACTIVE, COMPLETED, TERMINATED].",
    ],
    [
      "an unknown filter",
      "POST",
      "/incidents/search",
      { filter: { foo: 1 } },
      "Request property [filter.foo] cannot be parsed",
    ],
    [
      "an operator that the field has not",
      "POST",
      "/user-tasks/search",
      { filter: { priority: { $like: "1" } } },
      "Request property [filter.priority.$like] cannot be parsed",
    ],
    [
      "a page that is too long",
      "POST",
      "/jobs/search",
      { page: { limit: 10_001 } },
      "The value for page.limit is '10001' but must be at most 10000.",
    ],
    [
      "two cursors",
      "POST",
      "/jobs/search",
      { page: { after: "W10=", before: "W10=" } },
      "Both after and before cannot be set at the same time.",
    ],
    [
      "a cursor of its own making",
      "POST",
      "/jobs/search",
      { page: { after: "nonsense" } },
      "Expected after to be a cursor of an earlier answer, but got 'nonsense'.",
    ],
    [
      "an instance of no process",
      "POST",
      "/process-instances",
      {},
      "At least one of [processDefinitionId, processDefinitionKey] is required.",
    ],
    [
      "an instance of a process by id and key",
      "POST",
      "/process-instances",
      { processDefinitionId: "a", processDefinitionKey: "1" },
      "Only one of [processDefinitionId, processDefinitionKey] is allowed.",
    ],
    [
      "another tenant",
      "POST",
      "/signals/broadcast",
      { signalName: "s", tenantId: "other" },
      "Expected to handle request with tenant identifier 'other', but multi-tenancy is disabled.",
    ],
    ["an assignment to nobody", "POST", "/user-tasks/1/assignment", {}, "No assignee provided."],
    ["an update of nothing", "PATCH", "/jobs/1", { changeset: {} }, "At least one of [retries, timeout] is required."],
    ["a deployment without files", "POST", "/deployments", undefined, "No resources provided."],
  ])("%s with 400", async (...[, method, path, body, detail]) => {
    const answer = await ask(method, path, body);
    expect(answer).toMatchObject({ status: 400, type: "application/problem+json", body: { detail } });
  });

  it("a body that is no JSON with 400, and goes on answering on the same connection", async () => {
    const answer = await ask("POST", "/jobs/search", '{"filter":');
    expect(answer).toMatchObject({ status: 400, body: { title: "Bad Request" } });
    expect((await ask("POST", "/jobs/search", {})).status).toBe(200);
  });

  it.each([
    ["GET", "/process-instances/12", "Process Instance with key '12' not found"],
    ["GET", "/user-tasks/12", "User Task with key '12' not found"],
    ["GET", "/incidents/12", "Incident with key '12' not found"],
    ["GET", "/process-definitions/12/xml", "Process Definition with key '12' not found"],
    ["GET", "/nothing/here", "No endpoint GET /v2/nothing/here."],
  ])("what is not there with 404: %s %s", async (method, path, detail) => {
    expect(await ask(method, path)).toMatchObject({ status: 404, body: { detail } });
  });

  it("another method with 405, another type with 415 and too much with 413", async () => {
    expect((await ask("PUT", "/topology")).status).toBe(405);
    const text = await fetch(`${engine.url}/jobs/search`, {
      method: "POST",
      body: "x",
      headers: { "content-type": "text/csv" },
    });
    expect(text.status).toBe(415);
    expect(
      (await ask("POST", "/jobs/search", JSON.stringify({ filter: { type: "x".repeat(11_000_000) } }))).status,
    ).toBe(413);
  });

  it("what this engine does not offer with 501 and the operation's name", async () => {
    expect(await ask("POST", "/users", { username: "x", password: "y" })).toMatchObject({
      status: 501,
      body: { detail: "Expected an operation of the embedded engine, but createUser is not offered by it" },
    });
  });
});
