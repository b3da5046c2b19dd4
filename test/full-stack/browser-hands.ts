import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { expect } from "vitest";
import type { Operate } from "../../src/camunda/webapps/operate.ts";
import type { TasklistHands } from "../../src/cli/loop/tasklist-stage.ts";
import { formSchema, type FormSchema } from "../../src/portal/forms/schema.ts";
import type { JsonObject } from "../../src/portal/engine/json.ts";
import type { FormValidator } from "../../src/portal/forms/validator.ts";
import type { CurrentUser } from "../../src/portal/user.ts";
import type { Filling } from "./form-filler.ts";
import { TasklistPerson } from "./tasklist-person.ts";
import type { StackUser } from "./users.ts";

interface BrowserHandsParts {
  readonly browser: Browser;
  /** Address of Tasklist. */
  readonly web: string;
  readonly operate: Operate;
  readonly validator: FormValidator;
  /** The log-in of a person of the org directory. */
  readonly loginOf: (user: CurrentUser) => StackUser;
  /** Form of a task, by its key. */
  readonly formOf: (userTaskKey: string) => Promise<string | undefined>;
}

const IMPORTED_WITHIN_MS = 120_000;

/** People who act in Tasklist's pages, each logged in as themselves. */
export function browserHands(parts: BrowserHandsParts): TasklistHands {
  const { operate, validator } = parts;
  const newest = async (processId: string): Promise<number> => (await operate.instancesOf(processId))[0]?.key ?? 0;
  return {
    start: async (processId, values, user) => {
      const before = await newest(processId);
      const filling = await fillingOf(validator, storedForm(processId), { ...values, keinePersonendaten: true });
      const missing = await missingIn(validator, filling.schema, {});
      await acting(parts, user, (person) => person.start(processId, filling, missing));
      await expect
        .poll(() => newest(processId), { timeout: IMPORTED_WITHIN_MS, interval: 1000 })
        .toBeGreaterThan(before);
      return String(await newest(processId));
    },
    complete: async ({ task, user, variables, data }) => {
      const schema = formSchema.parse(JSON.parse((await parts.formOf(task.userTaskKey)) ?? "{}"));
      const filling = await fillingOf(validator, schema, { ...variables, ...data });
      const missing = await missingIn(validator, schema, variables);
      await acting(parts, user, (person) => person.complete(task.userTaskKey, { ...filling, answers: data }, missing));
    },
  };
}

async function fillingOf(validator: FormValidator, schema: FormSchema, answers: JsonObject): Promise<Filling> {
  return { schema, answers, state: await validator.evaluate(schema, answers) };
}

/** How many fields form-js asks for when nothing but the variables is there. */
async function missingIn(validator: FormValidator, schema: FormSchema, variables: JsonObject): Promise<number> {
  return Object.keys((await validator.evaluate(schema, variables)).errors).length;
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
