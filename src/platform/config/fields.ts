import { z } from "zod";

/** A TCP port; 0 lets the system choose. */
export const port = z.coerce
  .number("expected a port number from 0 to 65535")
  .int("expected a port number from 0 to 65535")
  .min(0, "expected a port number from 0 to 65535")
  .max(65_535, "expected a port number from 0 to 65535");

/** "true" or "false", spelled out. */
export const flag = z.enum(["true", "false"], "expected true or false").transform((text) => text === "true");

/** A positive whole number. */
export const count = z.coerce
  .number("expected a whole number of at least 1")
  .int("expected a whole number of at least 1")
  .min(1, "expected a whole number of at least 1");

/** An http or https address. */
export const httpAddress = z.url({
  protocol: /^https?$/,
  hostname: /.+/,
  error: "expected an address such as http://127.0.0.1:8080, or https:// with TLS",
});

const GRPC_EXPECTED =
  "expected an address such as grpc://127.0.0.1:26500, or grpcs:// with TLS; several with commas between";
const grpcAddress = z.url({ protocol: /^grpcs?$/, hostname: /.+/, error: GRPC_EXPECTED });

/** Grpc or grpcs addresses with commas between. */
export const grpcAddresses = z
  .string()
  .refine((list) => list.split(",").every((address) => grpcAddress.safeParse(address).success), GRPC_EXPECTED);

/** An smtp or smtps address. */
export const smtpAddress = z.url({
  protocol: /^smtps?$/,
  hostname: /.+/,
  error: "expected an address such as smtp://user:password@mail.example:587",
});

/** A PostgreSQL address. */
export const postgresAddress = z.url({
  protocol: /^postgres(ql)?$/,
  error: "expected an address such as postgresql://user:password@host:5432/database",
});

/** Text that is not empty. */
export const text = z.string().min(1, "expected a text that is not empty");

/** A name of the time zone database. */
export const timeZone = z.string().refine(isTimeZone, "expected a time zone such as Europe/Berlin");

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("de", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
