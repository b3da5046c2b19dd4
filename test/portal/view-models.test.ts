import { describe, expect, it } from "vitest";
import { permissionsOf } from "../../src/portal/permissions.ts";
import { daysUntil, formatDate, formatDateTime } from "../../src/portal/format.ts";
import { errorsOf, toFieldView } from "../../src/portal/form-field.ts";
import { splitTexts } from "../../src/portal/forms/submission.ts";
import { currentStep, toLoopSteps } from "../../src/portal/features/challenges/steps.ts";
import { toSafeTarget } from "../../src/portal/features/login/view-model.ts";
import { compareOutlines } from "../../src/portal/features/processes/view-model.ts";
import { describeProblem, lintDiagram } from "../../src/portal/features/processes/lint.ts";
import { recentQuarters } from "../../src/portal/features/reports/form-view.ts";
import { toTaskListView } from "../../src/portal/features/tasks/view-model.ts";
import { parseCookies } from "../../src/portal/middleware/cookies.ts";
import { CHALLENGE_STATES } from "../../src/domain/challenge-state.ts";
import type { UserTask } from "../../src/portal/engine/gateway.ts";

const t = (key: string): string => key;
const NOW = Date.parse("2026-01-05T08:00:00Z");

describe("where a challenge stands", () => {
  it("is one of the eight steps for every state", () => {
    const steps = CHALLENGE_STATES.map((state) => currentStep(state));
    expect(steps.every((step) => step >= 2 && step <= 8)).toBe(true);
  });

  it("marks what is done, what is now and what is to come in words", () => {
    const words = toLoopSteps("auftrag_offen", t).map(({ state }) => state.replace("loop.state.", ""));
    expect(words).toEqual(["done", "done", "done", "current", "open", "open", "open", "open"]);
  });

  it("says where it ended when the mandate was denied", () => {
    expect(toLoopSteps("verneint", t)[3]?.state).toBe("loop.state.ended");
    expect(toLoopSteps("abgeschlossen", t).every(({ isDone }) => isDone)).toBe(true);
  });
});

describe("a task list", () => {
  const task = (
    more: Partial<UserTask>,
  ): { task: UserTask; subjectId: undefined; subjectTitle: undefined; assigneeName: undefined } => ({
    task: {
      userTaskKey: "1",
      name: "n",
      elementId: "e",
      state: "CREATED",
      assignee: undefined,
      candidateGroups: [],
      creationDate: "2026-01-01T08:00:00Z",
      dueDate: undefined,
      processDefinitionId: "p",
      processInstanceKey: "1",
      elementInstanceKey: "1",
      priority: 50,
      ...more,
    },
    subjectId: undefined,
    subjectTitle: undefined,
    assigneeName: undefined,
  });

  it("parts mine, open and taken, the most urgent first", () => {
    const tasks = [
      task({ userTaskKey: "late", dueDate: "2026-03-01T08:00:00Z" }),
      task({ userTaskKey: "soon", dueDate: "2026-01-06T08:00:00Z" }),
      task({ userTaskKey: "mine", assignee: "me" }),
      task({ userTaskKey: "theirs", assignee: "other" }),
    ];
    const view = toTaskListView({ t, language: "de", now: NOW, personId: "me", tasks });
    expect(view.own.map(({ key }) => key)).toEqual(["mine"]);
    expect(view.open.map(({ key }) => key)).toEqual(["soon", "late"]);
    expect(view.taken.map(({ key }) => key)).toEqual(["theirs"]);
    expect(view.open[0]?.due?.badge).toBe("warning");
  });
});

describe("fields", () => {
  it("wire hint and error to their input and lead from the summary to the field", () => {
    const field = toFieldView({ kind: "text", name: "titel", label: "Titel", hint: "kurz", error: "fehlt" });
    expect(field.describedBy).toBe("feld-titel-hinweis feld-titel-fehler");
    expect(errorsOf([field])).toEqual([{ href: "#feld-titel", text: "Titel: fehlt" }]);
  });

  it("keep what was chosen", () => {
    const options = [
      { value: "a", label: "A" },
      { value: "b", label: "B" },
    ];
    const field = toFieldView({ kind: "checklist", name: "x", label: "X", options, value: ["b"] });
    expect(field.options.map(({ isSelected }) => isSelected)).toEqual([false, true]);
  });
});

describe("small things", () => {
  it("take free text out of what goes to the engine", () => {
    expect(splitTexts({ beschluss: "angenommen", begruendungText: "weil", kommentarText: " " })).toEqual({
      texts: { begruendungText: "weil" },
      variables: { beschluss: "angenommen" },
    });
  });

  it("write dates as people here do", () => {
    expect(formatDate("2026-11-22T23:30:00Z", "de")).toBe("23.11.2026");
    expect(formatDateTime("2026-07-01T10:05:00Z", "de")).toBe("01.07.2026, 12:05");
    expect(formatDate(undefined, "de")).toBe("");
    expect(daysUntil("2026-01-04T23:30:00Z", NOW)).toBe(0);
  });

  it("send nobody out of the portal", () => {
    expect(["/aufgaben", "//evil.example", "https://evil.example", "/\\evil", undefined].map(toSafeTarget)).toEqual([
      "/aufgaben",
      "/",
      "/",
      "/",
      "/",
    ]);
  });

  it("offer the quarters of the last three years", () => {
    expect(recentQuarters(NOW).slice(0, 3)).toEqual(["2026-Q1", "2025-Q4", "2025-Q3"]);
  });

  it("read cookies and leave out what is broken", () => {
    expect(parseCookies("a=1; b=%20x; c=%E0%A4%A; d")).toEqual({ a: "1", b: " x" });
  });

  it("give rights by group and office", () => {
    expect([...permissionsOf({ groups: [], roles: [], cmStellen: ["cm-stelle-hennef"] })]).toContain(
      "meldung:erstellen",
    );
    expect([...permissionsOf({ groups: ["administration"], roles: [], cmStellen: [] })]).toEqual(["portal", "betrieb"]);
  });
});

describe("a changed diagram", () => {
  const element = { id: "a", type: "UserTask", name: "A", lane: undefined, depth: 0, next: [], responsible: undefined };
  const outline = (elements: readonly (typeof element)[]) => ({ processId: "p", processName: "P", elements });

  it("names what is new, gone and changed", () => {
    const before = outline([element, { ...element, id: "b", name: "B" }]);
    const after = outline([
      { ...element, name: "A neu" },
      { ...element, id: "c", name: "C" },
    ]);
    expect(compareOutlines(before, after).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      "added c",
      "removed b",
      "changed a",
    ]);
  });

  it("is checked with sentences of our own, and no BPMN is unreadable", async () => {
    const xml = `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"><bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s" /></bpmn:process></bpmn:definitions>`;
    const result = await lintDiagram(xml);
    const rules = result.kind === "checked" ? result.problems.map(({ rule }) => rule) : [];
    expect(rules).toContain("end-event-required");
    expect(
      describeProblem(
        { rule: "end-event-required", elementId: "p", message: "m", isError: true },
        (key) => `text of ${key}`,
      ),
    ).toBe("text of lint.end-event-required");
    expect((await lintDiagram("kein BPMN")).kind).toBe("unreadable");
  });
});
