import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

/** A real SMTP server on this machine that keeps what it gets. */
export interface TestMailServer {
  readonly url: string;
  readonly port: number;
  readonly messages: string[];
  close(): Promise<void>;
}

/** Answer of the server to a recipient; undefined takes the mail. */
export type RecipientAnswer = (address: string) => { responseCode: number; message: string } | undefined;

/** Starts a server; `port` 0 takes a free one. It is closed after the test. */
export async function startMailServer({
  port = 0,
  answer = () => undefined,
}: { port?: number; answer?: RecipientAnswer } = {}): Promise<TestMailServer> {
  const messages: string[] = [];
  const onRcptTo: SMTPServerOptions["onRcptTo"] = ({ address }, _session, done) => {
    const refusal = answer(address);
    done(
      refusal === undefined ? null : Object.assign(new Error(refusal.message), { responseCode: refusal.responseCode }),
    );
  };
  const onData: SMTPServerOptions["onData"] = (stream, _session, done) => {
    text(stream).then((message) => {
      messages.push(message);
      done();
    }, done);
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo,
    onData,
  });
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(resolve);
    });
  onTestFinished(close);
  const taken = portOf(server.server.address());
  return { url: `smtp://127.0.0.1:${String(taken)}`, port: taken, messages, close };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("Expected a TCP port, but there is none");
  return address.port;
}
