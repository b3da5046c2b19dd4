import type { Finding } from "../../../domain/input-guard.ts";
import type { UserTask } from "../../engine/gateway.ts";
import type { JsonObject } from "../../engine/json.ts";
import { errorsOf, toFieldView, type FieldView } from "../../form-field.ts";
import { renderForm } from "../../forms/render.ts";
import type { FormSchema } from "../../forms/schema.ts";
import type { FormState } from "../../forms/validator.ts";
import { formatDate } from "../../format.ts";
import type { Language, Translate } from "../../middleware/language.ts";
import { isVisible } from "../challenges/access.ts";
import type { TaskSubject } from "./load.ts";
import { dueOf } from "./view-model.ts";

/** The form of a task as it stands: first call, or after a submission. */
export interface TaskForm {
  readonly schema: FormSchema;
  readonly state: FormState;
  readonly values: JsonObject;
  readonly findings: readonly Finding[];
  readonly hasNewFields: boolean;
  /** Whether something was sent; only then errors are shown. */
  readonly isSent: boolean;
}

/** What the page of a task needs. */
interface TaskPageInput {
  readonly t: Translate;
  readonly language: Language;
  readonly now: number;
  readonly personId: string;
  readonly task: UserTask;
  readonly holderName: string | undefined;
  readonly groupNames: readonly string[];
  readonly subject: TaskSubject;
  /** Texts that were recorded for the subject so far, newest last. */
  readonly earlier: readonly { readonly label: string; readonly text: string }[];
  readonly form: TaskForm | undefined;
}

function subjectView({ t, language, subject }: TaskPageInput) {
  const { challenge: loaded, report } = subject;
  if (report !== undefined) {
    return {
      href: `/meldungen/${report.meldungId}`,
      id: report.meldungId,
      title: report.titel,
      texts: [{ label: t("reports.field.beschreibung"), text: report.beschreibung }],
      date: formatDate(report.eingereichtAm, language),
    };
  }
  if (loaded === undefined) return undefined;
  const { challenge, viewer } = loaded;
  const isOpen = isVisible("zusammenfassung", viewer, challenge.status);
  return {
    href: `/herausforderungen/${challenge.herausforderungId}`,
    id: challenge.herausforderungId,
    title: challenge.titel,
    texts:
      isOpen && challenge.zusammenfassung !== ""
        ? [{ label: t("challenges.summary"), text: challenge.zusammenfassung }]
        : [],
    date: formatDate(challenge.eroeffnetAm, language),
  };
}

/** Adds the guard's block to its field. */
function withFindings(field: FieldView, findings: readonly Finding[]): FieldView {
  const block = findings.find(({ feld, schwere }) => feld === field.name && schwere === "sperre");
  return block === undefined ? field : toFieldView({ ...field, error: `${block.meldung} ${block.vorschlag}` });
}

function formView(input: TaskPageInput, form: TaskForm) {
  const { t } = input;
  const { schema, state, values, findings, isSent, hasNewFields } = form;
  const hasErrors = isSent && !hasNewFields;
  const fields = renderForm({ schema, state, values, hasErrors, t }).map((field) => withFindings(field, findings));
  const warnings = findings.filter(({ schwere }) => schwere === "warnung");
  const errors = errorsOf(fields);
  return {
    fields,
    shown: fields.filter(({ isStatic }) => !isStatic).map(({ name }) => name),
    errors,
    hasErrors: errors.length > 0,
    hasNewFields: isSent && hasNewFields,
    warnings: warnings.map(({ feld, meldung, vorschlag }) => ({
      href: `#feld-${feld}`,
      text: `${meldung} ${vorschlag}`,
    })),
    warningBox: toFieldView({ kind: "checkbox", name: "hinweiseGeprueft", label: t("reports.warningTick") }),
    // form-js in the browser starts from the same schema and values.
    schemaJson: JSON.stringify(schema),
    valuesJson: JSON.stringify(values),
  };
}

/** The page of a task: what it is about, who has it, and the form once it is claimed. */
export function toTaskPage(input: TaskPageInput) {
  const { t, language, task, personId, holderName, form } = input;
  const isMine = task.assignee === personId;
  const view = form === undefined ? undefined : formView(input, form);
  return {
    title: task.name,
    key: task.userTaskKey,
    created: formatDate(task.creationDate, language),
    due: dueOf(task.dueDate, input),
    groups: input.groupNames.join(", "),
    holder: isMine ? t("tasks.you") : (holderName ?? task.assignee),
    isMine,
    canClaim: task.assignee === undefined,
    isTaken: task.assignee !== undefined && !isMine,
    subject: subjectView(input),
    earlier: input.earlier,
    form: view,
    errors: view?.errors ?? [],
    hasErrors: view?.hasErrors ?? false,
    styles: view === undefined ? [] : ["/assets/form-js/assets/form-js.css"],
    scripts: view === undefined ? [] : ["/assets/form-js/form-viewer.umd.js", "/assets/studio/task-form.js"],
  };
}
