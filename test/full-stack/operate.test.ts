import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch } from "../e2e/browser.ts";
import { enterStage, IMPORTED, observed, REPORT, reported, taskOf, type Stage } from "./acts.ts";
import { OperatePerson } from "./operate-person.ts";

const stack = inject("stack");
describe("Operate", () => {
  let browser: Browser;
  let admin: OperatePerson;
  let stage: Stage;
  beforeAll(async () => {
    browser = await launch();
    stage = await enterStage(stack.web);
    admin = await OperatePerson.logIn(browser, stack.web);
  });
  afterAll(async () => {
    await admin.close();
    await browser.close();
  });

  it("shows where a challenge is, the path it took, and the called process", async () => {
    // given
    const { challenge, called } = await observed(stage);

    // when
    await admin.openInstance(challenge);

    // then
    await expect
      .poll(() => admin.history().allInnerTexts(), IMPORTED)
      .toEqual([
        "Systematische Herausforderung",
        "Systematische Herausforderung gemeldet",
        "Meldungen bündeln und weitermelden",
      ]);
    const notTaken = await admin.colourOf("FlowCallBuendelungZuGatewayBuendelung");
    await expect.poll(() => admin.colourOf("FlowStartEroeffnetZuCallBuendelung"), IMPORTED).not.toBe(notTaken);
    await admin.picture("operate-challenge");

    // when
    await admin.page.getByRole("link", { name: /View all called/i }).click();
    await admin.page.getByRole("link", { name: `View instance ${String(called)}` }).click();

    // then
    await expect.poll(() => admin.history().allInnerTexts(), IMPORTED).toContain("Herausforderung beobachten");
    await admin.picture("operate-called");
  });

  it("shows which rule of a decision fired, and with what", async () => {
    // given
    const { called } = await observed(stage);

    // when
    await admin.openDecision("Schwelle", called);

    // then
    const fired = admin.page.getByTestId("decision-viewer").locator("tr").filter({ hasText: "zu_wenige" });
    await fired.waitFor();
    const outputs = admin.page.getByTestId("decision-instance-variables-panel");
    await expect.poll(() => outputs.innerText(), IMPORTED).toMatch(/Verschiedene CM-Stellen\s+1/);
    await admin.picture("operate-decision");
  });

  it("shows what a worker could not do; the administrator repairs it, and a retry goes on", async () => {
    // given
    const { cmStelleId, ...incomplete } = REPORT;
    const key = await stage.tasklist.start("meldung", incomplete);
    const incident = async () =>
      (await stage.operate.activeIncidents()).find(({ processInstanceKey }) => String(processInstanceKey) === key);
    await expect.poll(incident, IMPORTED).toBeDefined();

    // when
    await admin.openInstance(key);

    // then
    await admin.page.getByRole("button", { name: /View 1 incident/i }).click();
    await expect.poll(() => admin.page.getByTestId("data-list").innerText(), IMPORTED).toContain("cmStelleId");
    await admin.picture("operate-incident");

    // when
    await admin.addVariable("cmStelleId", JSON.stringify(cmStelleId));
    await admin.retry();

    // then
    await taskOf(stage.tasklist, key);
    await expect.poll(incident, IMPORTED).toBeUndefined();
    await admin.page.getByTestId("instance-header").getByTestId("ACTIVE-icon").waitFor();
  });

  it("shows an instance that was cancelled as cancelled, and its task is gone", async () => {
    // given
    const key = await reported(stage);
    const task = await taskOf(stage.tasklist, key);
    await admin.openInstance(key);

    // when
    await admin.cancel();

    // then
    await admin.page.getByTestId("instance-header").getByTestId("CANCELED-icon").waitFor();
    await admin.picture("operate-cancelled");
    await expect
      .poll(async () => (await stage.tasklist.openTasks()).some(({ id }) => id === task), IMPORTED)
      .toBe(false);
  });
});
