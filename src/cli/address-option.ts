import { InvalidArgumentError } from "commander";
import { httpAddress } from "../platform/config/fields.ts";

/** Checks an option that is an http address; a wrong one is a wrong call. */
export function addressOption(text: string): string {
  const parsed = httpAddress.safeParse(text);
  if (parsed.success) return text.replace(/\/+$/, "");
  throw new InvalidArgumentError(`${parsed.error.issues[0]?.message ?? "expected an address"}.`.replace(/^e/, "E"));
}
