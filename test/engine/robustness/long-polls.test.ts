import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { setImmediate } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { Agent, request as send } from "node:http";
import { ONE_JOB } from "../core/support/models.ts";
import { request, startTestEngine } from "../rest/support.ts";

const WORKERS = 1_000;

const jobs = z.object({ jobs: z.array(z.object({ jobKey: z.string() })) });

/** Asks for a job on a connection of its own and waits for it; the answer's body as text. */
function poll(url: string, agent: Agent): Promise<string> {
  const body = JSON.stringify({ type: "a", timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 600_000 });
  return new Promise((resolve, reject) => {
    const asking = send(`${url}/jobs/activation`, {
      method: "POST",
      agent,
      headers: { "content-type": "application/json" },
    });
    asking.on("error", reject);
    asking.on("response", (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => {
        resolve(text);
      });
    });
    asking.end(body);
  });
}

/** Node's own word for a request that a server of this process has begun to answer. */
const REQUEST_START = "http.server.request.start";

/** Counts the requests that have come to a server of this process until the test ends; a connection that the system has made for it is not one yet. */
function countRequests(): { readonly count: number } {
  const seen = { count: 0 };
  const onRequest = (): void => {
    seen.count += 1;
  };
  subscribe(REQUEST_START, onRequest);
  onTestFinished(() => {
    unsubscribe(REQUEST_START, onRequest);
  });
  return seen;
}

it(`${WORKERS} workers that wait for one kind of job keep nobody else waiting, and each job goes to one of them`, async () => {
  // given
  const { url, served } = await startTestEngine();
  const form = new FormData();
  form.append("resources", new File([Buffer.from(ONE_JOB, "base64")], "p.bpmn"));
  expect((await fetch(`${url}/deployments`, { method: "POST", body: form })).status).toBe(200);
  const agent = new Agent({ keepAlive: false, maxSockets: Infinity });
  const answered: string[] = [];
  const before = served.engine.records(0).length;
  const requests = countRequests();
  const polls = Promise.allSettled(
    Array.from({ length: WORKERS }, () => poll(url, agent).then((text) => answered.push(text))),
  );
  while (requests.count < WORKERS) await setImmediate();

  // when ten jobs come
  for (let at = 0; at < 10; at += 1) {
    expect((await request(`${url}/process-instances`, "POST", { processDefinitionId: "p" })).status).toBe(200);
  }
  while (answered.length < 10) await setImmediate();

  // then ten workers have one each, the others wait, and nothing is written for those who wait
  const keys = answered.flatMap((text) => jobs.parse(JSON.parse(text)).jobs.map(({ jobKey }) => jobKey));
  expect(new Set(keys).size).toBe(10);
  expect(answered).toHaveLength(10);
  expect((await request(`${url}/topology`, "GET")).status).toBe(200);
  const written = served.engine.records(0).slice(before);
  expect(written.filter(({ valueType }) => valueType === "JOB_BATCH").length).toBeLessThan(WORKERS * 2 + 40);

  // and an end of the engine answers them all
  await served.close();
  expect((await polls).filter(({ status }) => status === "rejected")).toEqual([]);
  expect(answered).toHaveLength(WORKERS);
  agent.destroy();
}, 120_000);
