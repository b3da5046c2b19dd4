import { errorsOf, toFieldView } from "../../form-field.ts";
import type { Translate } from "../../middleware/language.ts";

/** A demo person that the log-in page offers. */
interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  /** What the person is, in German, as the profile names it. */
  readonly rolle: string;
}

/** A path within the portal; anything else (another host, a script) becomes the start page. */
export function toSafeTarget(value: unknown): string {
  return typeof value === "string" && /^\/(?![/\\])/.test(value) && !value.startsWith("/anmelden") ? value : "/";
}

/** What the log-in page needs. */
interface LoginInput {
  readonly t: Translate;
  readonly target: string;
  /** What was typed before, so that only the password is typed again. */
  readonly login: string;
  readonly hasFailed: boolean;
  readonly accounts: readonly DemoAccount[];
}

/** The log-in page. */
export function toLoginView({ t, target, login, hasFailed, accounts }: LoginInput) {
  const error = hasFailed ? t("login.failed") : undefined;
  const fields = [
    toFieldView({
      kind: "text",
      name: "kennung",
      label: t("login.login"),
      required: true,
      value: login,
      error,
      autocomplete: "username",
    }),
    toFieldView({
      kind: "password",
      name: "passwort",
      label: t("login.password"),
      required: true,
      autocomplete: "current-password",
    }),
  ];
  return { title: t("login.title"), fields, errors: errorsOf(fields), hasErrors: hasFailed, target, accounts };
}
