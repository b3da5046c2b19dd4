import { join } from "node:path";
import { registerMailQueue } from "../../../workers/benachrichtigung/mail-queue.ts";
import type { Config } from "../../platform/config/load.ts";
import type { Logger } from "../../platform/logger.ts";
import { createMailSender, type MailSender } from "../../platform/mail/sender.ts";
import { mailSink, smtpTransport } from "../../platform/mail/transport.ts";
import { openMailTurn, type Register } from "../../register/index.ts";
import type { DataFolder } from "./data-folder.ts";
import { registerPlace } from "./register.ts";

/** Sends the outbox to the mail server, or into the data folder when there is none. Stopping it gives the turn back. */
export function configuredMailSender(options: {
  readonly config: Config;
  readonly folder: DataFolder;
  readonly register: Register;
  readonly logger: Logger;
}): MailSender {
  const { config, folder, register, logger } = options;
  const from = config.KIM_MAIL_FROM;
  const deliver =
    config.KIM_SMTP_URL === undefined
      ? mailSink({ directory: join(folder.path, "mails"), from })
      : smtpTransport({ url: config.KIM_SMTP_URL, from });
  const turn = openMailTurn(registerPlace(config, folder));
  const sender = createMailSender({ queue: registerMailQueue(register), deliver, logger, takeTurn: turn.take });
  return {
    ...sender,
    stop: async () => {
      await sender.stop();
      await turn.close();
    },
  };
}
