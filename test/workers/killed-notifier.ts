/** Child process of a test: runs `benachrichtigen` on a register file and is killed where the first argument says. */
import { openRegister } from "../../src/register/index.ts";
import { createMailSender } from "../../src/platform/mail/sender.ts";
import { smtpTransport } from "../../src/platform/mail/transport.ts";
import { createLogger } from "../../src/platform/logger.ts";
import { registerMailQueue } from "../../workers/benachrichtigung/mail-queue.ts";
import { benachrichtigen } from "../../workers/benachrichtigen.ts";

const [, , where = "", file = "", now = "", detail = ""] = process.argv;
const register = await openRegister({ file, clock: { now: () => Date.parse(now) } });
const die = (): void => {
  process.kill(process.pid, "SIGKILL");
};

if (where === "between-outbox-and-completion") {
  const worker = benachrichtigen.prepare({ register, portalUrl: "https://kim.example.org", onQueued: die });
  const keys = {
    jobKey: "42",
    processInstanceKey: "1",
    elementInstanceKey: "2",
    elementId: "TaskProbe",
    processId: "p",
  };
  await worker.run({ ...keys, variables: { jetzt: now, ereignis: "meldung_eingegangen", meldungId: detail } });
} else {
  const queue = {
    ...registerMailQueue(register),
    sent: () => {
      die();
      return Promise.resolve();
    },
  };
  const deliver = smtpTransport({ url: detail, from: "KIM <kim@example.org>" });
  await createMailSender({ queue, deliver, logger: createLogger({ level: "silent", isPretty: false }) }).flush();
}
process.stdout.write("survived");
