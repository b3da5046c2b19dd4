import { listMails, openRegister } from "../../../src/register/index.ts";
import { systemClock } from "../../../src/platform/clock.ts";
import type { TestMailServer } from "../../support/mail-server.ts";

/** What people were told. */
export interface Sent {
  /** Reports in the register. */
  readonly reports: number;
  /** Notifications about each report: "event → person", sorted. */
  readonly perReport: readonly (readonly string[])[];
  /** Message-IDs of the mails that the mail server took, in the order of their coming. */
  readonly mails: readonly string[];
  /** Message-IDs of the mails that the outbox says were sent. */
  readonly outbox: readonly string[];
  /** Mails that should have left and have not. */
  readonly waiting: number;
}

/** Rows of one collected mail have a part of their own at the end of its Message-ID. */
function mailOf(messageId: string): string {
  return messageId.replace(/^(<sammel\.\w\w\.[\w-]+)\.\w+@/, "$1@");
}

type Place = { readonly file: string } | { readonly databaseUrl: string };

/** Compares what the register says with what the mail server got. */
export async function sentBy(place: Place, server: TestMailServer): Promise<Sent> {
  const register = await openRegister({ ...place, clock: systemClock });
  try {
    const notifications = await register.db.selectFrom("notification").selectAll().execute();
    const reports = await register.db.selectFrom("meldung").select("meldungId").execute();
    const mails = await listMails(register, { limit: 100_000 });
    const now = new Date(systemClock.now()).toISOString();
    return {
      reports: reports.length,
      perReport: reports.map(({ meldungId }) =>
        notifications
          .filter((each) => each.meldungId === meldungId)
          .map(({ ereignis, empfaengerId }) => `${ereignis} → ${empfaengerId}`)
          .toSorted(),
      ),
      mails: server.messages.map((message) => /^Message-ID: (.+)$/m.exec(message)?.[1]?.trim() ?? ""),
      outbox: [
        ...new Set(mails.filter(({ status }) => status === "gesendet").map(({ messageId }) => mailOf(messageId))),
      ],
      waiting: mails.filter(({ status, sendenAb }) => status === "wartend" && sendenAb <= now).length,
    };
  } finally {
    await register.close();
  }
}
