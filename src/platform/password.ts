import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

const COST = { N: 16384, r: 8, p: 1 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** The hash under which a password is kept: `scrypt$N$r$p$salt$key` with salt and key in base64. */
export function hashPassword(password: string): Promise<string> {
  return hashWith(password, randomBytes(SALT_BYTES));
}

/** A hash that no password has, to be checked where there is none, so that the answer takes as long. */
export const hashOfNobody: Promise<string> = hashWith("", Buffer.alloc(SALT_BYTES));

/** Whether the password is the one of the hash; false for a text that is no hash. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, , , , salt = "", expected = ""] = hash.split("$");
  const key = await derive(password, Buffer.from(salt, "base64"));
  const wanted = Buffer.from(expected, "base64");
  return wanted.length === key.length && timingSafeEqual(wanted, key);
}

async function hashWith(password: string, salt: Buffer): Promise<string> {
  const key = await derive(password, salt);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64"), key.toString("base64")].join("$");
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, COST, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
