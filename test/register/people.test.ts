import { sql } from "kysely";
import { expect, it } from "vitest";
import {
  authenticate,
  createAccount,
  destroySession,
  dueMails,
  groupName,
  groupsOf,
  listAlerts,
  listCmStellen,
  listNotifications,
  loadSession,
  markMailFailed,
  markMailSent,
  markNotificationRead,
  notifyOnce,
  peopleOfGroup,
  raiseAlert,
  responsiblePeople,
  rolesOf,
  saveSession,
  verifyAudit,
} from "../../src/register/index.ts";
import { challenge, seedDemo } from "./demo.ts";
import { onBoth } from "./on-both.ts";

onBoth("the register of people", seedDemo, ({ register, setTime }) => {
  const leave = (personId: string) =>
    register().db.updateTable("person").set({ aktiv: 0 }).where("personId", "=", personId).execute();
  const idsOf = (people: readonly { personId: string }[]) => people.map(({ personId }) => personId);

  it("resolves groups by role, office, body and function, deputies after holders", async () => {
    expect(await groupsOf(register(), "karla-koordina")).toEqual([
      "cm-koordination",
      "cm-treffen",
      "cm-treffen-geschaeftsstelle",
      "lenkungsgruppe",
    ]);
    expect(await groupsOf(register(), "mira-muster")).toEqual(["cm-stelle-troisdorf", "cm-treffen", "pg-troisdorf"]);
    expect(await peopleOfGroup(register(), "cm-koordination")).toMatchObject([
      { personId: "karla-koordina", istVertretung: false },
      { personId: "kai-vertreter", istVertretung: true },
    ]);
    expect(idsOf(await peopleOfGroup(register(), "lenkungsgruppe-geschaeftsstelle"))).toEqual([
      "gesa-protokoll",
      "gustav-ersatz",
    ]);
    expect(await peopleOfGroup(register(), "no-such-group")).toEqual([]);
    expect(await rolesOf(register(), "pia-prozess")).toEqual(["administration", "prozessverantwortung"]);
    expect(await groupName(register(), "lenkungsgruppe-vorsitz")).toBe("Lenkungsgruppe: Vorsitz");
    expect(await listCmStellen(register())).toHaveLength(5);
  });

  it("acceptance 43: calls on the deputy when the only holder is gone, at the moment of asking", async () => {
    const responsible = async () =>
      idsOf(await responsiblePeople(register(), "cm-koordination", { withDeputies: false }));
    expect(await responsible()).toEqual(["karla-koordina"]);
    await leave("karla-koordina");
    expect(await responsible()).toEqual(["kai-vertreter"]);
    expect(await groupsOf(register(), "karla-koordina")).toEqual([]);
  });

  it("ends a seat at its last moment", async () => {
    await register()
      .db.updateTable("membership")
      .set({ bis: "2026-06-30T22:00:00.000Z" })
      .where("personId", "=", "wanda-wohnfall")
      .execute();
    expect(idsOf(await peopleOfGroup(register(), "pg-wohnen-leitung"))).toContain("wanda-wohnfall");
    setTime("2026-06-30T22:00:00Z");
    expect(idsOf(await peopleOfGroup(register(), "pg-wohnen-leitung"))).toEqual(["willi-mitarbeit"]);
  });

  it("acceptance 39: notifies a person of an event once, with its mail in the same breath", async () => {
    const mail = { an: "a@beispiel.example", betreff: "HF-2026-001", text: "…" };
    const notice = { schluessel: "job-1/karla", empfaengerId: "karla-koordina", ereignis: "zugeordnet", mail };
    expect([await notifyOnce(register(), notice), await notifyOnce(register(), notice)]).toEqual([true, false]);
    const [queued, ...others] = await dueMails(register());
    expect(others).toEqual([]);
    const [notification] = await listNotifications(register(), "karla-koordina", { nurUngelesene: true });
    await markNotificationRead(register(), {
      notificationId: notification?.notificationId ?? "",
      personId: "kai-vertreter",
    });
    expect(await listNotifications(register(), "karla-koordina", { nurUngelesene: true })).toHaveLength(1);
    await markMailFailed(register(), {
      outboxId: queued?.outboxId ?? "",
      fehler: "451",
      naechsterVersuchAm: "2026-01-05T08:05:00Z",
    });
    expect(await dueMails(register())).toEqual([]);
    setTime("2026-01-05T08:05:00Z");
    const [again] = await dueMails(register());
    expect(again).toMatchObject({ messageId: queued?.messageId, versuche: 1 });
    await markMailSent(register(), { outboxId: queued?.outboxId ?? "" });
    expect(await dueMails(register())).toEqual([]);
  });

  it("raises one alert a cause", async () => {
    for (const details of [{ n: 1 }, { n: 2 }])
      await raiseAlert(register(), { schluessel: "mail/a", art: "zustellung", details });
    expect(await listAlerts(register())).toMatchObject([{ schluessel: "mail/a", details: { n: 1 } }]);
  });

  it("lets the right password in and locks an account after ten wrong ones for a quarter of an hour", async () => {
    await createAccount(register(), {
      login: "Koordination",
      personId: "karla-koordina",
      password: "richtig-und-lang",
    });
    const logIn = (password: string) => authenticate(register(), { login: " koordination", password });
    expect(await logIn("richtig-und-lang")).toMatchObject({ personId: "karla-koordina" });
    for (let attempt = 0; attempt < 10; attempt += 1) expect(await logIn("falsch")).toBeUndefined();
    expect(await logIn("richtig-und-lang")).toBeUndefined();
    setTime("2026-01-05T08:15:01Z");
    expect(await logIn("richtig-und-lang")).toMatchObject({ personId: "karla-koordina" });
    await leave("karla-koordina");
    expect(await logIn("richtig-und-lang")).toBeUndefined();
    expect(await authenticate(register(), { login: "niemand", password: "x" })).toBeUndefined();
  });

  it("forgets a session when it expires or is ended", async () => {
    await saveSession(register(), { sid: "s", daten: "{}", laeuftAbAm: "2026-01-05T09:00:00Z" });
    await saveSession(register(), { sid: "s", daten: '{"a":1}', laeuftAbAm: "2026-01-05T10:00:00Z" });
    expect(await loadSession(register(), "s")).toBe('{"a":1}');
    setTime("2026-01-05T10:00:00Z");
    expect(await loadSession(register(), "s")).toBeUndefined();
    await destroySession(register(), "s");
  });

  it.each([
    ["changed", "UPDATE audit_entry SET actor = 'x' WHERE sequenz = 2", 2],
    ["removed", "DELETE FROM audit_entry WHERE sequenz = 2", 2],
    ["cut off", "DELETE FROM audit_entry WHERE sequenz > 2", 3],
  ])("acceptance 47: finds a line of the audit log that was %s", async (_title, statement, sequenz) => {
    await challenge(register(), "cm-stelle-troisdorf", "cm-stelle-siegburg");
    expect(await verifyAudit(register())).toMatchObject({ ok: true });
    await sql.raw(statement).execute(register().db);
    expect(await verifyAudit(register())).toMatchObject({ ok: false, sequenz });
  });
});
