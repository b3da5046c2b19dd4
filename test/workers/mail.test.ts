import { execFile } from "node:child_process";
import { readdirSync, readFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createLogger } from "../../src/platform/logger.ts";
import { createMailSender, type MailSender } from "../../src/platform/mail/sender.ts";
import { mailSink, sinkFileName, smtpTransport, type DeliverMail } from "../../src/platform/mail/transport.ts";
import {
  countUnread,
  listAlerts,
  listMails,
  listNotifications,
  openMailTurn,
  openRegister,
  reportChallenge,
  type Register,
} from "../../src/register/index.ts";
import { registerMailQueue } from "../../workers/benachrichtigung/mail-queue.ts";
import { benachrichtigen } from "../../workers/benachrichtigen.ts";
import { startMailServer } from "../support/mail-server.ts";
import { openWorkbench, reportFrom, seededFile, START, type Workbench } from "./workbench.ts";

const FROM = "KIM <kim@example.org>";
const CHILD = fileURLToPath(new URL("killed-notifier.ts", import.meta.url));
const logger = createLogger({ level: "silent", isPretty: false });

function senderOf(register: Register, deliver: DeliverMail): MailSender {
  return createMailSender({ queue: registerMailQueue(register), deliver, logger, firstRetryMs: 0 });
}

async function tellOfReport(bench: Workbench): Promise<void> {
  const { meldungId } = await reportChallenge(bench.register, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  await bench.complete("benachrichtigen", { ereignis: "meldung_eingegangen", meldungId });
}

function killedAt(...args: string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CHILD, ...args], () => {
      resolve(child.signalCode);
    });
  });
}

function messageIds(messages: readonly string[]): string[] {
  return messages.map((message) => /^Message-ID: (.+)$/m.exec(message)?.[1]?.trim() ?? "");
}

test("a process killed between outbox and completion leaves one notification and one mail per person", async () => {
  // given
  const file = await seededFile();
  const register = await openRegister({ file, clock: { now: () => Date.parse(START) } });
  const { meldungId } = await reportChallenge(register, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  // when: killed, and the engine hands the same job out again
  expect(await killedAt("between-outbox-and-completion", file, START, meldungId)).toBe("SIGKILL");
  const afterKill = (await listMails(register)).length;
  const worker = benachrichtigen.prepare({ register, portalUrl: "https://kim.example.org", onQueued: () => undefined });
  const keys = {
    jobKey: "42",
    processInstanceKey: "1",
    elementInstanceKey: "2",
    elementId: "TaskProbe",
    processId: "p",
  };
  const result = await worker.run({ ...keys, variables: { jetzt: START, ereignis: "meldung_eingegangen", meldungId } });
  // then
  expect(result.kind).toBe("complete");
  expect(afterKill).toBe(2);
  expect(await listMails(register)).toHaveLength(2);
  expect(await countUnread(register, "mira-muster")).toBe(1);
  await register.close();
});

test("a kill after the mail server took a mail repeats it with the same Message-ID", async () => {
  // given
  const server = await startMailServer();
  const file = await seededFile();
  const register = await openRegister({ file, clock: { now: () => Date.parse(START) } });
  const { meldungId } = await reportChallenge(register, reportFrom("cm-stelle-troisdorf", "mira-muster"));
  await benachrichtigen.prepare({ register, portalUrl: "https://kim.example.org", onQueued: () => undefined }).run({
    jobKey: "1",
    processInstanceKey: "1",
    elementInstanceKey: "2",
    elementId: "T",
    processId: "p",
    variables: { jetzt: START, ereignis: "meldung_eingegangen", meldungId },
  });
  // when
  expect(await killedAt("after-acceptance", file, START, server.url)).toBe("SIGKILL");
  expect(server.messages).toHaveLength(1);
  await senderOf(register, smtpTransport({ url: server.url, from: FROM })).flush();
  // then: the repeated one and the other person's
  const ids = messageIds(server.messages);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(2);
  expect((await listMails(register)).map(({ status }) => status)).toEqual(["gesendet", "gesendet"]);
  await register.close();
});

test("mails wait while the mail server is dead and go out once it is back", async () => {
  // given: a server that is gone
  const gone = await startMailServer();
  await gone.close();
  const bench = await openWorkbench();
  await tellOfReport(bench);
  const sender = senderOf(bench.register, smtpTransport({ url: gone.url, from: FROM }));
  // when
  for (let attempt = 0; attempt < 5; attempt += 1) await sender.flush();
  const waiting = await listMails(bench.register, { status: "wartend" });
  const back = await startMailServer({ port: gone.port });
  await sender.flush();
  await sender.flush();
  // then: only the first mail was tried while the server was away
  expect(waiting.map(({ versuche }) => versuche).toSorted()).toEqual([0, 5]);
  expect(waiting.find(({ versuche }) => versuche === 5)?.fehler).toContain("(CONN)");
  expect(back.messages).toHaveLength(2);
  expect(await listMails(bench.register, { status: "wartend" })).toEqual([]);
});

test("an address that fails for good alarms the administration and holds nobody else up", async () => {
  // given
  const server = await startMailServer({
    answer: (address) => (address.startsWith("mira") ? { responseCode: 550, message: "No such user" } : undefined),
  });
  const bench = await openWorkbench();
  await tellOfReport(bench);
  // when
  await senderOf(bench.register, smtpTransport({ url: server.url, from: FROM })).flush();
  // then
  expect(server.messages).toHaveLength(1);
  expect(await listMails(bench.register, { status: "gescheitert" })).toMatchObject([
    { an: "mira-muster@beispiel.example", fehler: "SMTP 550 (RCPT TO)" },
  ]);
  expect(await listAlerts(bench.register)).toMatchObject([{ art: "mail_unzustellbar" }]);
  expect(await listNotifications(bench.register, "ada-admin")).toMatchObject([{ ereignis: "technischer_fehler" }]);
  expect(await countUnread(bench.register, "mira-muster")).toBe(1);
});

test("a mail that the server asks for later is tried again, the others go at once", async () => {
  // given
  let isGreylisted = true;
  const server = await startMailServer({
    answer: (address) =>
      isGreylisted && address.startsWith("mira") ? { responseCode: 451, message: "Try later" } : undefined,
  });
  const bench = await openWorkbench();
  await tellOfReport(bench);
  const sender = senderOf(bench.register, smtpTransport({ url: server.url, from: FROM }));
  // when
  await sender.flush();
  expect(server.messages).toHaveLength(1);
  isGreylisted = false;
  await sender.flush();
  // then
  expect(server.messages).toHaveLength(2);
});

test("collected messages of one person leave as one mail with one Message-ID", async () => {
  // given: two events for Hanna, who wants them once a day
  const server = await startMailServer();
  const bench = await openWorkbench();
  for (let count = 0; count < 2; count += 1) {
    const { meldungId } = await reportChallenge(bench.register, reportFrom("cm-stelle-hennef", "hanna-probe"));
    await bench.complete("benachrichtigen", { ereignis: "meldung_eingegangen", meldungId });
  }
  const sender = senderOf(bench.register, smtpTransport({ url: server.url, from: FROM }));
  await sender.flush();
  expect(server.messages).toHaveLength(2);
  // when
  bench.setNow("2026-01-06T06:00:00.000Z");
  await sender.flush();
  // then
  expect(server.messages).toHaveLength(3);
  expect(server.messages[2]).toContain("hanna-probe@beispiel.example");
  expect(server.messages[2]).toMatch(/M-2026-0001[^]+M-2026-0002/);
  expect(messageIds(server.messages)[2]).toMatch(/^<sammel\.de\./);
});

test("without a mail server the complete messages are kept as files, a repeated one once", async () => {
  // given
  const directory = mkdtempSync(join(tmpdir(), "kim-mails-"));
  const bench = await openWorkbench();
  await tellOfReport(bench);
  const deliver = mailSink({ directory, from: FROM });
  // when
  await senderOf(bench.register, deliver).flush();
  // then
  const [mail] = await listMails(bench.register, { an: "mira-muster@beispiel.example" });
  const files = readdirSync(directory);
  expect(files).toHaveLength(2);
  const message = readFileSync(join(directory, sinkFileName(mail?.messageId ?? "")), "utf8");
  expect(message).toMatch(/^From: KIM <kim@example.org>\r\nTo: mira-muster@beispiel.example/m);
  expect(message).toContain("multipart/alternative");
  expect(message).toContain("Date: Mon, 05 Jan 2026 08:00:00 +0000");
  expect(message).toContain("Auto-Submitted: auto-generated");
});

test("two processes with one outbox send every mail once", async () => {
  // given: two senders on one file, each with its own connection, and a mail server that takes its time
  const file = await seededFile();
  const clock = { now: () => Date.parse(START) };
  const registers = await Promise.all([openRegister({ file, clock }), openRegister({ file, clock })]);
  const [first] = registers;
  const dependencies = { register: first, portalUrl: "https://kim.example.org", onQueued: () => undefined };
  const worker = benachrichtigen.prepare(dependencies);
  for (const jobKey of ["1", "2", "3"]) {
    const { meldungId } = await reportChallenge(first, reportFrom("cm-stelle-troisdorf", "mira-muster"));
    const keys = {
      jobKey,
      processInstanceKey: jobKey,
      elementInstanceKey: jobKey,
      elementId: "TaskProbe",
      processId: "p",
    };
    await worker.run({ ...keys, variables: { jetzt: START, ereignis: "meldung_eingegangen", meldungId } });
  }
  const taken: string[] = [];
  const deliver: DeliverMail = async ({ messageId }) => {
    await new Promise((resolve) => setImmediate(resolve));
    taken.push(messageId);
    return { kind: "sent" };
  };
  const turns = registers.map(() => openMailTurn({ file }));
  const senders = registers.map((register, at) =>
    createMailSender({ queue: registerMailQueue(register), deliver, logger, takeTurn: turns[at]?.take }),
  );

  // when
  while ((await listMails(first, { status: "wartend" })).length > 0)
    await Promise.all(senders.map((sender) => sender.flush()));

  // then
  expect(taken).toHaveLength(6);
  expect(new Set(taken).size).toBe(6);
  await Promise.all([...turns, ...registers].map((each) => each.close()));
});
