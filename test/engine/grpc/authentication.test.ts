import { onTestFinished, describe, expect, it } from "vitest";
import { ZBClient } from "zeebe-node";
import { startGateway } from "./support.ts";

const USERS = { users: [{ username: "demo", password: "geheim", groups: [] }], groups: [] };

describe("a gateway with users", () => {
  async function clientWith(basicAuth?: { username: string; password: string }) {
    const { gateway } = await startGateway({ users: USERS });
    const options = { loglevel: "NONE" as const, retry: false, ...(basicAuth === undefined ? {} : { basicAuth }) };
    const client = new ZBClient(gateway, options);
    onTestFinished(async () => {
      await client.close();
    });
    return client;
  }

  it("answers a user", async () => {
    const client = await clientWith({ username: "demo", password: "geheim" });
    expect(await client.topology()).toMatchObject({ gatewayVersion: "8.8.21" });
  });

  it("refuses who gives no credentials, or wrong ones", async () => {
    const anonymous = await clientWith();
    await expect(anonymous.topology()).rejects.toMatchObject({
      code: 16,
      details: "Expected credentials at header with key [authorization], but found nothing",
    });
    const wrong = await clientWith({ username: "demo", password: "falsch" });
    await expect(wrong.topology()).rejects.toMatchObject({ code: 16 });
  });
});
