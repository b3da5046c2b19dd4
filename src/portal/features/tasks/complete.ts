import { inspectText, isBlocked, type Finding } from "../../../domain/input-guard.ts";
import { profileOf, recordTexts } from "../../../register/index.ts";
import type { UserTask } from "../../engine/gateway.ts";
import type { JsonObject } from "../../engine/json.ts";
import { readSubmission, shownKeys, splitTexts } from "../../forms/submission.ts";
import type { FormSchema } from "../../forms/schema.ts";
import type { FormState } from "../../forms/validator.ts";
import type { PortalServices } from "../../services.ts";
import type { CurrentUser } from "../../user.ts";
import { subjectOf } from "./load.ts";

/** What a submission is judged with. */
interface SubmissionInput {
  readonly schema: FormSchema;
  readonly variables: JsonObject;
  readonly sent: unknown;
  readonly areWarningsChecked: boolean;
}

/** A submission after form-js and the input guard looked at it. */
interface JudgedSubmission {
  readonly state: FormState;
  /** Variables of the task overlaid with what was typed; what the page shows again. */
  readonly values: JsonObject;
  readonly findings: readonly Finding[];
  /** Fields that became visible by the answers and were not on the page. */
  readonly hasNewFields: boolean;
  readonly isAccepted: boolean;
}

/** Keys of the visible fields of a form. */
function visibleKeys(schema: FormSchema, state: FormState): readonly string[] {
  const hidden = new Set(state.components.filter(({ isHidden }) => isHidden).map(({ id }) => id));
  return schema.components.flatMap(({ id, key }) => (key === undefined || hidden.has(id) ? [] : [key]));
}

/** Validates on the server with form-js itself, and guards each free text. */
export async function judgeSubmission(
  services: Pick<PortalServices, "register" | "validator">,
  input: SubmissionInput,
): Promise<JudgedSubmission> {
  const { schema, variables, sent, areWarningsChecked } = input;
  const values = { ...variables, ...readSubmission(schema, sent) };
  const state = await services.validator.evaluate(schema, values);
  const { inputGuard } = await profileOf(services.register);
  const { texts } = splitTexts(state.data);
  const findings = Object.entries(texts).flatMap(([name, text]) => inspectText(name, text, inputGuard));
  const shown = shownKeys(sent);
  const hasNewFields = shown !== undefined && visibleKeys(schema, state).some((key) => !shown.has(key));
  const hasErrors = Object.keys(state.errors).length > 0;
  const isGuarded = isBlocked(findings) || (findings.length > 0 && !areWarningsChecked);
  return { state, values, findings, hasNewFields, isAccepted: !hasErrors && !hasNewFields && !isGuarded };
}

/**
 * Completes the task: texts to the register first, then ids, enums and dates to the engine. When the engine refuses
 * (somebody was faster), the stored texts stay unreferenced and harmless.
 */
export async function completeTask(
  { register, engine }: Pick<PortalServices, "register" | "engine">,
  { task, user, variables, data }: { task: UserTask; user: CurrentUser; variables: JsonObject; data: JsonObject },
): Promise<void> {
  const { texts, variables: plain } = splitTexts(data);
  const { userTaskKey } = task;
  const hasTexts = Object.keys(texts).length > 0;
  const stored = hasTexts
    ? await recordTexts(register, {
        ...subjectOf(variables),
        userTaskKey,
        schritt: task.elementId,
        author: user.personId,
        texts,
      })
    : undefined;
  const reference = stored === undefined ? {} : { textReferenz: stored.textReferenz };
  await engine.completeTask(userTaskKey, { ...plain, ...reference, bearbeitetVon: user.personId });
}
