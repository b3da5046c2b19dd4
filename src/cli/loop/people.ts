import { loadUser, type CurrentUser } from "../../portal/user.ts";
import { profileOf, type Register } from "../../register/index.ts";
import { LoopInputInvalid } from "./input.ts";

/** A person of the file by log-in of the demo or by id. Throws {@link LoopInputInvalid}. */
export async function personOf(register: Register, login: string): Promise<CurrentUser> {
  const { demoAccounts } = await profileOf(register);
  const personId = demoAccounts.find((account) => account.login === login)?.personId ?? login;
  const user = await loadUser(register, personId);
  if (user !== undefined) return user;
  const known = demoAccounts.map((account) => account.login).join(", ");
  throw new LoopInputInvalid(`Expected a person who can log in, but "${login}" is none; there are: ${known}`);
}
