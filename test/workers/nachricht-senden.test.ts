import { expect, test } from "vitest";
import { nachrichtSenden, type ProcessMessage, type Publication } from "../../workers/nachricht-senden.ts";
import { START } from "./workbench.ts";

async function send(publication: Publication) {
  const published: ProcessMessage[] = [];
  const worker = nachrichtSenden.prepare({
    publish: (message) => {
      published.push(message);
      return Promise.resolve(publication);
    },
  });
  const keys = { jobKey: "1", processInstanceKey: "2", elementInstanceKey: "3", elementId: "EndProbe", processId: "p" };
  const variables = { jetzt: START, nachricht: "meldung-angenommen", korrelation: "H-2026-0001", gueltigkeit: "P1D" };
  return { result: await worker.run({ ...keys, variables }), published };
}

test("a message that the engine has taken completes the job", async () => {
  const { result, published } = await send("taken");
  expect(result).toEqual({ kind: "complete", variables: {} });
  expect(published).toMatchObject([
    { name: "meldung-angenommen", correlationKey: "H-2026-0001", timeToLiveMs: 86_400_000 },
  ]);
});

test("a message that a busy engine does not take is sent later, under the same id, and uses up no retry", async () => {
  const { result, published } = await send("later");
  expect(result).toMatchObject({ kind: "retryLater" });
  expect((await send("later")).published[0]?.messageId).toBe(published[0]?.messageId);
});
