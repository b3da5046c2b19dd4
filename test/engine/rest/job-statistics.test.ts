import { describe, expect, it } from "vitest";
import { linear, NOW, request, startTestEngine } from "./support.ts";

const SERVICE =
  '<bpmn:serviceTask id="task"><bpmn:extensionElements><zeebe:taskDefinition type="mail" /></bpmn:extensionElements></bpmn:serviceTask>';
const DAY = { from: "2026-01-05T00:00:00Z", to: "2026-01-06T00:00:00Z" };

/** An engine on which four jobs were made: one completed by a, one failed twice by b, one with an error by a, one untouched. */
async function worked() {
  const engine = await startTestEngine();
  const { client, served } = engine;
  await client.createDeployment({ resources: [new File([linear("mail", SERVICE)], "mail.bpmn")] });
  for (let count = 0; count < 4; count += 1) await client.createProcessInstance({ processDefinitionId: "mail" });
  const take = async (worker: string) => {
    const activation = { type: "mail", worker, timeout: 60_000, maxJobsToActivate: 1, requestTimeout: -1 };
    return (await client.activateJobs(activation)).jobs[0]?.jobKey ?? "";
  };
  await client.completeJob({ jobKey: await take("a") });
  await served.engine.clock.pin(Date.parse("2026-01-05T10:30:00Z"));
  for (let round = 0; round < 2; round += 1)
    await client.failJob({ jobKey: await take("b"), retries: 2, errorMessage: "no server" });
  await client.throwJobError({ jobKey: await take("a"), errorCode: "GONE", errorMessage: "no such address" });
  return engine;
}

const at = (lastUpdatedAt: string | null, count: number) => ({ count, lastUpdatedAt });
const EIGHT = "2026-01-05T08:00:00.000Z";
const LATER = "2026-01-05T10:30:00.000Z";

describe("statistics on jobs", () => {
  it("count what was made, completed and failed, each failure by itself", async () => {
    const { client } = await worked();
    expect(await client.getGlobalJobStatistics(DAY, NOW)).toEqual({
      created: at(EIGHT, 4),
      completed: at(EIGHT, 1),
      failed: at(LATER, 3),
      isIncomplete: false,
    });
    const before = await client.getGlobalJobStatistics({ ...DAY, to: "2026-01-05T10:00:00Z", jobType: "mail" }, NOW);
    expect(before).toMatchObject({ created: { count: 4 }, failed: { count: 0, lastUpdatedAt: null } });
    expect(await client.getGlobalJobStatistics({ ...DAY, jobType: "other" }, NOW)).toMatchObject({
      created: { count: 0 },
    });
  });

  it("count by type and by worker", async () => {
    const { client } = await worked();
    const types = await client.getJobTypeStatistics({ filter: { ...DAY, jobType: { $like: "ma*" } } }, NOW);
    expect(types.items).toMatchObject([{ jobType: "mail", created: { count: 4 }, failed: { count: 3 }, workers: 2 }]);
    const workers = await client.getJobWorkerStatistics({ filter: { ...DAY, jobType: "mail" } }, NOW);
    expect(workers.items.map(({ worker, completed, failed }) => [worker, completed.count, failed.count])).toEqual([
      ["", 0, 0],
      ["a", 1, 1],
      ["b", 0, 2],
    ]);
  });

  it("go page by page by their cursor", async () => {
    const { client } = await worked();
    const filter = { ...DAY, jobType: "mail" };
    const first = await client.getJobWorkerStatistics({ filter, page: { limit: 2 } }, NOW);
    const after = first.page.endCursor ?? "";
    const second = await client.getJobWorkerStatistics({ filter, page: { limit: 2, after } }, NOW);
    expect([...first.items, ...second.items].map(({ worker }) => worker)).toEqual(["", "a", "b"]);
    expect(second.page.totalItems).toBe(3);
  });

  it("count over time, in stretches as long as asked for", async () => {
    const { client, url } = await worked();
    const filter = { ...DAY, jobType: "mail", resolution: "PT1H" };
    const { items } = await client.getJobTimeSeriesStatistics({ filter }, NOW);
    expect(items.map(({ time, created, failed }) => [time, created.count, failed.count])).toEqual([
      [EIGHT, 4, 0],
      ["2026-01-05T10:00:00.000Z", 0, 3],
    ]);
    const path = `${url}/jobs/statistics/time-series`;
    for (const resolution of ["often", "P1M", "PT0S"]) {
      expect(await request(path, "POST", { filter: { ...filter, resolution } })).toMatchObject({ status: 400 });
    }
  });

  it("name the errors and how many workers met them", async () => {
    const { client } = await worked();
    const all = await client.getJobErrorStatistics({ filter: { ...DAY, jobType: "mail" } }, NOW);
    expect(all.items).toEqual([
      { errorCode: "", errorMessage: "no server", workers: 1 },
      { errorCode: "GONE", errorMessage: "no such address", workers: 1 },
    ]);
    const gone = await client.getJobErrorStatistics({ filter: { ...DAY, jobType: "mail", errorCode: "GONE" } }, NOW);
    expect(gone.items).toHaveLength(1);
  });

  it("need a window of time", async () => {
    const { url } = await startTestEngine();
    expect(await request(`${url}/jobs/statistics/global`, "GET")).toMatchObject({
      status: 400,
      body: { detail: "No from provided. No to provided." },
    });
    expect(await request(`${url}/jobs/statistics/global?from=today&to=tomorrow`, "GET")).toMatchObject({ status: 400 });
    expect(await request(`${url}/jobs/statistics/by-types`, "POST", {})).toMatchObject({ status: 400 });
  });
});
