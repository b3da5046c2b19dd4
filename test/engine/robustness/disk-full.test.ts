import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { verifyFile } from "../../../src/engine/maintenance/verify.ts";
import { ONE_JOB } from "../core/support/models.ts";
import { request, temporaryFolder } from "../rest/support.ts";
import { CAN_LIMIT, limitFileSize, startEngineProcess } from "./support/engine-process.ts";

async function deploy(url: string): Promise<void> {
  const form = new FormData();
  form.append("resources", new File([Buffer.from(ONE_JOB, "base64")], "p.bpmn"));
  expect((await fetch(`${url}/deployments`, { method: "POST", body: form })).status).toBe(200);
}

const create = (url: string, note: string) =>
  request(`${url}/process-instances`, "POST", { processDefinitionId: "p", variables: { note } });

const metrics = async (url: string): Promise<string> => (await fetch(new URL("/metrics", url))).text();

const open = async (url: string): Promise<number> => {
  const { body } = await request(`${url}/process-instances/search`, "POST", { filter: { state: "ACTIVE" } });
  return z.object({ page: z.object({ totalItems: z.number() }) }).parse(body).page.totalItems;
};

it.skipIf(!CAN_LIMIT)(
  "a disk that takes no more: commands are refused, nothing is half-done, and it goes on when there is room",
  async () => {
    // given an engine with some instances
    const file = join(temporaryFolder(), "engine.db");
    const engine = await startEngineProcess(file);
    await deploy(engine.url);
    for (let at = 0; at < 5; at += 1) expect((await create(engine.url, "x")).status).toBe(200);
    expect((await request(`${engine.url}/status`, "GET")).status).toBe(204);

    // when its files may not grow any more
    expect(await metrics(engine.url)).toMatch(/kim_engine_store_writable\{partition="1"\} 1/);
    limitFileSize(engine.pid, statSync(`${file}-wal`).size);
    const refused = await create(engine.url, "y".repeat(500_000));

    // then commands are refused with the file and the way out, and what was there can still be read
    expect(refused).toMatchObject({ status: 503, body: { title: "RESOURCE_EXHAUSTED", status: 503 } });
    expect(JSON.stringify(refused.body)).toContain(file);
    expect(JSON.stringify(refused.body)).toMatch(/goes on by itself/);
    for (let at = 0; at < 20; at += 1) expect((await create(engine.url, "z")).status).toBe(503);
    expect((await request(`${engine.url}/topology`, "GET")).status).toBe(200);
    expect((await request(`${engine.url}/status`, "GET")).status).toBe(503);
    expect((await fetch(new URL("/readyz", engine.url))).status).toBe(503);
    expect((await fetch(new URL("/livez", engine.url))).status).toBe(200);
    expect(await metrics(engine.url)).toMatch(/kim_engine_store_writable\{partition="1"\} 0/);

    // and when there is room again, it goes on by itself
    limitFileSize(engine.pid, "unlimited");
    expect((await request(`${engine.url}/status`, "GET")).status).toBe(204);
    expect((await create(engine.url, "y".repeat(500_000))).status).toBe(200);
    expect(await open(engine.url)).toBe(6);
    await engine.stop();
    expect(verifyFile(file).findings).toEqual([]);
  },
  60_000,
);
