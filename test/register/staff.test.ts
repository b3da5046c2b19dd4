import { expect, test } from "vitest";
import { systemClock } from "../../src/platform/clock.ts";
import { groupsOf, listGroups, openRegister, staffOf } from "../../src/register/index.ts";
import { seedDemo } from "./demo.ts";

test("the staff are the active people with the groups they have now, and every group of the directory", async () => {
  // given
  const register = await openRegister({ file: ":memory:", clock: systemClock });
  await seedDemo(register);
  // when
  const { people, groups } = await staffOf(register);
  // then
  expect(people.map(({ personId }) => personId)).toEqual(people.map(({ personId }) => personId).toSorted());
  for (const { personId, groups: of } of people) expect(of).toEqual(await groupsOf(register, personId));
  const ids = groups.map(({ groupId }) => groupId);
  expect(ids).toEqual(expect.arrayContaining((await listGroups(register)).map(({ groupId }) => groupId)));
  expect(people.flatMap((person) => person.groups).filter((group) => !ids.includes(group))).toEqual([]);
  // when somebody leaves
  await register.db.updateTable("person").set({ aktiv: 0 }).where("personId", "=", "mira-muster").execute();
  // then
  expect((await staffOf(register)).people.map(({ personId }) => personId)).not.toContain("mira-muster");
  await register.close();
});

test("CM-Stellen and the authorities whose people report are reporting groups, roles and bodies are not", async () => {
  const register = await openRegister({ file: ":memory:", clock: systemClock });
  await seedDemo(register);
  const { groups } = await staffOf(register);
  const reporting = groups.filter(({ reports }) => reports).map(({ groupId }) => groupId);
  expect(reporting).toEqual(expect.arrayContaining(["cm-stelle-troisdorf", "einbuergerungsbehoerde"]));
  expect(
    reporting.filter((id) => /^(lenkungsgruppe|pg-|ki-|cm-koordination|cm-treffen|administration)/.test(id)),
  ).toEqual([]);
  await register.close();
});
