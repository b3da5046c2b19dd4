import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTestEngine, request, startTestEngine, temporaryFolder } from "./support.ts";

const REPORT = new File(["Bericht mit Ümlaut\u0000"], "bericht.txt", { type: "text/plain" });

describe("documents", () => {
  it("come back as they were given, with their hash and what was said about them", async () => {
    // given
    const { client, url } = await startTestEngine();
    // when
    const metadata = { fileName: "anders.txt", customProperties: { kind: "report" } };
    const kept = await client.createDocument({ file: REPORT, metadata });
    const content = await fetch(`${url}/documents/${kept.documentId}?contentHash=${kept.contentHash ?? ""}`);
    // then
    expect(kept).toMatchObject({
      storeId: "local",
      metadata: { fileName: "anders.txt", contentType: "text/plain", size: 20, customProperties: { kind: "report" } },
    });
    expect(kept.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(content.headers.get("content-type")).toBe("text/plain");
    expect(Buffer.from(await content.arrayBuffer())).toEqual(Buffer.from(await REPORT.arrayBuffer()));
  });

  it("are kept several at once, each with its own entry of the list", async () => {
    const { client } = await startTestEngine();
    const files = [REPORT, new File(["{}"], "b.json", { type: "application/json" })];
    const { createdDocuments, failedDocuments } = await client.createDocuments({ files });
    expect(createdDocuments.map(({ metadata }) => metadata.fileName)).toEqual(["bericht.txt", "b.json"]);
    expect(failedDocuments).toEqual([]);
  });

  it("are on disk before the answer", async () => {
    const file = join(temporaryFolder(), "engine.db");
    const first = await openTestEngine({ file });
    const { documentId, contentHash } = await first.client.createDocument({ file: REPORT });
    await first.served.close();
    const { url } = await startTestEngine({ file });
    expect((await fetch(`${url}/documents/${documentId}?contentHash=${contentHash ?? ""}`)).status).toBe(200);
  });

  it("need the hash of their content to be read, and have one id only", async () => {
    // given
    const { client, url } = await startTestEngine();
    const documentId = "bericht-1";
    await client.createDocument({ file: REPORT, documentId });
    // when, then
    const path = `${url}/documents/${documentId}`;
    const missing = { status: 400, body: { detail: `No document hash provided for document ${documentId}` } };
    const wrong = {
      status: 400,
      body: { detail: `Document hash for document ${documentId} doesn't match the provided hash x` },
    };
    expect(await request(path, "GET")).toMatchObject(missing);
    expect(await request(`${path}?contentHash=x`, "GET")).toMatchObject(wrong);
    await expect(client.createDocument({ file: REPORT, documentId })).rejects.toMatchObject({ status: 409 });
  });

  it("are gone when they are deleted and when their time is over", async () => {
    // given
    const { client, url, served } = await startTestEngine();
    const deleted = await client.createDocument({ file: REPORT });
    const expiresAt = "2026-01-05T09:00:00Z";
    const expired = await client.createDocument({ file: REPORT, metadata: { expiresAt } });
    // when
    await client.deleteDocument({ documentId: deleted.documentId });
    await served.engine.clock.pin(Date.parse(expiresAt));
    // then
    for (const { documentId, contentHash } of [deleted, expired]) {
      const answer = await request(`${url}/documents/${documentId}?contentHash=${contentHash ?? ""}`, "GET");
      expect(answer).toMatchObject({ status: 404, body: { detail: `Document with id '${documentId}' not found` } });
      expect(await request(`${url}/documents/${documentId}`, "DELETE")).toMatchObject({ status: 404 });
    }
  });

  it("have no links, as in every store without them", async () => {
    const { client, url } = await startTestEngine();
    const { documentId, contentHash } = await client.createDocument({ file: REPORT });
    const path = `${url}/documents/${documentId}/links?contentHash=${contentHash ?? ""}`;
    expect(await request(path, "POST", {})).toMatchObject({ status: 403, body: { title: "FORBIDDEN" } });
    expect(await request(path, "POST", { timeToLive: 0 })).toMatchObject({ status: 400 });
  });

  it.each([
    ["metadata that is no JSON", "{"],
    ["an unknown property of the metadata", '{"filename":"x"}'],
    ["a broken date", '{"expiresAt":"tomorrow"}'],
    ["an empty name", '{"fileName":" "}'],
  ])("are refused with %s", async (_what, metadata) => {
    const { url } = await startTestEngine();
    const form = new FormData();
    form.append("file", REPORT);
    form.append("metadata", metadata);
    expect((await fetch(`${url}/documents`, { method: "POST", body: form })).status).toBe(400);
  });

  it("are refused without a file, in another store, and in another type", async () => {
    const { url } = await startTestEngine();
    const form = new FormData();
    form.append("file", REPORT);
    const empty = new FormData();
    empty.append("other", "x");
    expect((await fetch(`${url}/documents`, { method: "POST", body: empty })).status).toBe(400);
    expect((await fetch(`${url}/documents/batch`, { method: "POST", body: form })).status).toBe(400);
    expect((await fetch(`${url}/documents?storeId=aws`, { method: "POST", body: form })).status).toBe(400);
    expect(await request(`${url}/documents`, "POST", {})).toMatchObject({ status: 415 });
  });
});
