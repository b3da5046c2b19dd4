import { findPerson, responsiblePeople, type Register } from "../../src/register/index.ts";
import { recipientsOf } from "./audience.ts";
import { isMet } from "./condition.ts";
import { NOTIFICATION_MATRIX, type Addressee } from "./matrix.ts";
import type { Subject } from "./subject.ts";

/** A person who gets the message, once, whatever number of groups lead to them. */
export interface Recipient {
  readonly personId: string;
  readonly email: string;
  readonly sprache: string;
  readonly digest: string;
  readonly art: "pflicht" | "info";
}

/** Who gets a message, and the groups that should have had somebody but have nobody. */
interface Resolved {
  readonly recipients: readonly Recipient[];
  readonly emptyGroups: readonly string[];
}

/** Looks the recipients of a message up in the matrix and in the org directory, as both are at this moment. */
export async function resolveRecipients(register: Register, subject: Subject): Promise<Resolved> {
  const found = new Map<string, Recipient>();
  const emptyGroups = new Set<string>();
  for (const addressee of NOTIFICATION_MATRIX[subject.ereignis]) {
    if (!(await isMet(register, addressee.wenn, subject.herausforderungId))) continue;
    const { people, empty } = await peopleOf(register, addressee, subject);
    for (const person of people) if (found.get(person.personId)?.art !== "pflicht") found.set(person.personId, person);
    if (addressee.art === "pflicht") for (const group of empty) emptyGroups.add(group);
  }
  return { recipients: [...found.values()], emptyGroups: [...emptyGroups] };
}

async function peopleOf(
  register: Register,
  { an, art }: Addressee,
  subject: Subject,
): Promise<{ people: Recipient[]; empty: string[] }> {
  const { groups, people } = await recipientsOf(register, an, subject);
  const withDeputies = subject.stufe === "vertretung";
  const empty: string[] = [];
  const members: Recipient[] = [];
  for (const group of new Set(groups)) {
    const holders = await responsiblePeople(register, group, { withDeputies });
    if (holders.length === 0) empty.push(group);
    members.push(...holders.map((holder) => ({ ...contactOf(holder), art })));
  }
  return { people: [...members, ...(await authors(register, people, art))], empty };
}

/** An author who has left is not written to. */
async function authors(register: Register, ids: readonly string[], art: Addressee["art"]): Promise<Recipient[]> {
  const people = await Promise.all(ids.map((id) => findPerson(register, id)));
  return people.flatMap((person) => (person?.aktiv === true ? [{ ...contactOf(person), art }] : []));
}

function contactOf({ personId, email, sprache, digest }: Omit<Recipient, "art">): Omit<Recipient, "art"> {
  return { personId, email, sprache, digest };
}
