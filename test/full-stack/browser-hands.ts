import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { expect } from "vitest";
import type { Operate } from "../../src/camunda/webapps/operate.ts";
import type { TasklistHands } from "../../src/cli/loop/tasklist-stage.ts";
import { formSchema, type FormSchema } from "../../src/portal/forms/schema.ts";
import type { CurrentUser } from "../../src/portal/user.ts";
import { TasklistPerson } from "./tasklist-person.ts";
import type { StackUser } from "./users.ts";

interface BrowserHandsParts {
  readonly browser: Browser;
  /** Address of Tasklist. */
  readonly web: string;
  readonly operate: Operate;
  /** The log-in of a person of the org directory. */
  readonly loginOf: (user: CurrentUser) => StackUser;
  /** Form of a task, by its key. */
  readonly formOf: (userTaskKey: string) => Promise<string | undefined>;
}

const IMPORTED_WITHIN_MS = 120_000;

/** People who act in Tasklist's pages, each logged in as themselves. */
export function browserHands(parts: BrowserHandsParts): TasklistHands {
  const { operate } = parts;
  const newest = async (processId: string): Promise<number> => (await operate.instancesOf(processId))[0]?.key ?? 0;
  return {
    start: async (processId, values, user) => {
      const before = await newest(processId);
      await acting(parts, user, (person) =>
        person.start(processId, storedForm(processId), { ...values, keinePersonendaten: true }),
      );
      await expect
        .poll(() => newest(processId), { timeout: IMPORTED_WITHIN_MS, interval: 1000 })
        .toBeGreaterThan(before);
      return String(await newest(processId));
    },
    complete: async ({ task, user, data }) => {
      const schema = formSchema.parse(JSON.parse((await parts.formOf(task.userTaskKey)) ?? "{}"));
      await acting(parts, user, (person) => person.complete(task.userTaskKey, schema, data));
    },
  };
}

async function acting(
  { browser, web, loginOf }: BrowserHandsParts,
  user: CurrentUser,
  act: (person: TasklistPerson) => Promise<void>,
): Promise<void> {
  const person = await TasklistPerson.logIn(browser, web, loginOf(user));
  try {
    await act(person);
    expect(person.scriptErrors).toEqual([]);
  } finally {
    await person.close();
  }
}

function storedForm(formId: string): FormSchema {
  return formSchema.parse(JSON.parse(readFileSync(`forms/${formId}.form`, "utf8")));
}
