import { describe, expect, it } from "vitest";
import { model, NOW, startTestEngine } from "./support.ts";

const REQUEST = { type: "childwork", worker: "w", timeout: 60_000, maxJobsToActivate: 1 };

describe("activating jobs", () => {
  async function deployed() {
    const engine = await startTestEngine();
    const files = ["order.bpmn", "startform.form", "checkform.form", "dec.dmn"].map(model);
    await engine.client.createDeployment({ resources: files });
    return engine;
  }

  it("answers at once with nothing when the request does not wait", async () => {
    const { client } = await deployed();
    expect((await client.activateJobs({ ...REQUEST, requestTimeout: -1 })).jobs).toEqual([]);
  });

  it("answers with nothing when the time is over", async () => {
    const { client } = await deployed();
    expect((await client.activateJobs({ ...REQUEST, requestTimeout: 20 })).jobs).toEqual([]);
  });

  it("gives each of those who wait a job as soon as there is one, each job once", async () => {
    const { client } = await deployed();
    const waiting = Array.from({ length: 5 }, () => client.activateJobs({ ...REQUEST, requestTimeout: 10_000 }));
    await Promise.all(Array.from({ length: 5 }, () => client.createProcessInstance({ processDefinitionId: "child" })));
    const keys = (await Promise.all(waiting)).flatMap(({ jobs }) => jobs.map(({ jobKey }) => jobKey));
    expect(new Set(keys).size).toBe(5);
  });

  it("leaves no job with a worker that went away while it waited", async () => {
    const { client, url } = await deployed();
    const gone = new AbortController();
    const body = JSON.stringify({ ...REQUEST, requestTimeout: 10_000 });
    const headers = { "content-type": "application/json" };
    const poll = fetch(`${url}/jobs/activation`, { method: "POST", body, headers, signal: gone.signal });
    gone.abort();
    await expect(poll).rejects.toThrow();
    await client.createProcessInstance({ processDefinitionId: "child" });
    expect((await client.activateJobs({ ...REQUEST, requestTimeout: 5000 })).jobs).toHaveLength(1);
  });

  it("answers those who wait when the engine is closed", async () => {
    const { client, served } = await deployed();
    const waiting = client.activateJobs({ ...REQUEST, requestTimeout: 10_000 });
    // The poll has reached the engine when a later search of the same client is answered.
    await client.searchJobs({}, NOW);
    await served.close();
    expect((await waiting).jobs).toEqual([]);
  });
});
