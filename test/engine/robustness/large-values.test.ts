import { describe, expect, it } from "vitest";
import { z } from "zod";
import { catching, end, flows, message, process, service, start } from "../../conformance/model/bpmn.ts";
import { request, startTestEngine } from "../rest/support.ts";

const MB = 1024 * 1024;
const MODEL = process("p", [
  start("s"),
  service("a", "work"),
  catching("c", message("go", "=key")),
  end("e"),
  flows("s > a > c > e"),
]);

const found = z.object({
  items: z.array(z.object({ variableKey: z.string(), value: z.string(), isTruncated: z.boolean() }).loose()),
});

async function deployed() {
  const engine = await startTestEngine();
  const form = new FormData();
  form.append("resources", new File([MODEL], "p.bpmn"));
  expect((await fetch(`${engine.url}/deployments`, { method: "POST", body: form })).status).toBe(200);
  return engine;
}

describe("a variable of five megabytes", () => {
  it("is kept whole, shown in a search as a preview, given to a worker and taken from a message", async () => {
    const { url } = await deployed();
    const big = "x".repeat(5 * MB);
    const created = await request(`${url}/process-instances`, "POST", {
      processDefinitionId: "p",
      variables: { big, key: "k" },
    });
    expect(created.status).toBe(200);

    const searched = found.parse((await request(`${url}/variables/search`, "POST", { filter: { name: "big" } })).body);
    const [preview] = searched.items;
    expect(preview?.isTruncated).toBe(true);
    expect(preview?.value.length).toBe(8191);
    const whole = await request(`${url}/variables/${String(preview?.variableKey)}`, "GET");
    expect(whole.body).toMatchObject({ value: JSON.stringify(big) });

    const activation = { type: "work", timeout: 60_000, maxJobsToActivate: 1, requestTimeout: -1 };
    const activated = await request(`${url}/jobs/activation`, "POST", activation);
    const jobs = z.object({
      jobs: z.array(z.object({ jobKey: z.string(), variables: z.object({ big: z.string() }) })),
    });
    const [job] = jobs.parse(activated.body).jobs;
    expect(job?.variables.big.length).toBe(big.length);
    expect((await request(`${url}/jobs/${String(job?.jobKey)}/completion`, "POST", {})).status).toBe(204);

    const published = { name: "go", correlationKey: "k", variables: { reply: big } };
    expect((await request(`${url}/messages/publication`, "POST", published)).status).toBe(200);
    const ended = await request(`${url}/process-instances/search`, "POST", { filter: { state: "COMPLETED" } });
    expect(ended.body).toMatchObject({ page: { totalItems: 1 } });
  }, 120_000);

  it("is refused with the limit when the whole request is larger than Camunda takes", async () => {
    const { url } = await deployed();
    const variables = { big: "x".repeat(11 * MB) };
    const answer = await request(`${url}/process-instances`, "POST", { processDefinitionId: "p", variables }).catch(
      (error: unknown) => ({ status: 413, body: String(error) }),
    );
    expect(answer.status).toBe(413);
    expect(JSON.stringify(answer.body)).toMatch(/at most 10485760 bytes|fetch failed/);
    expect((await request(`${url}/topology`, "GET")).status).toBe(200);
  });
});
