import type { Row } from "../store/db.ts";
import { ok, type Answer } from "./route.ts";

/** A form as the API shows it; 204 where there is none. */
export function formAnswer(form: Row | undefined): Answer {
  if (form === undefined) return { status: 204 };
  return ok({
    formKey: String(form["key"]),
    formId: form["form_id"],
    version: form["version"],
    tenantId: form["tenant_id"],
    schema: form["schema"],
  });
}
