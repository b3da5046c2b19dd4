import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { hashPassword } from "../../platform/password.ts";
import type { CliContext } from "../context.ts";

/** `kim engine hash-password`: the hash of a password, for the list of the engine's users. */
export function addEngineHashPassword(engine: Command, context: CliContext): void {
  engine
    .command("hash-password")
    .description("read a password from the standard input and print its hash, for KIM_ENGINE_USERS")
    .action(async () => {
      const password = (await text(process.stdin)).replace(/\r?\n$/, "");
      if (password === "") throw new Error("Expected a password on the standard input, but it is empty");
      context.print(await hashPassword(password));
    });
}
