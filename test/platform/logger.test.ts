import { expect, it } from "vitest";
import { createLogger } from "../../src/platform/logger.ts";

function logged(fields: object): string {
  const lines: string[] = [];
  const logger = createLogger({ level: "info", isPretty: false, destination: { write: (line) => lines.push(line) } });
  logger.info(fields, "something happened");
  return lines.join("");
}

it("writes keys and ids as fields of one JSON object", () => {
  const line = logged({ jobKey: "2251799813685250", meldungId: "M-2026-0007" });
  expect(JSON.parse(line)).toMatchObject({
    jobKey: "2251799813685250",
    meldungId: "M-2026-0007",
    msg: "something happened",
  });
});

it.each(["password", "token", "cookie", "email", "name", "titel", "beschreibung", "variables"])(
  "keeps %s out of the log, on the top and inside",
  (field) => {
    const marker = "MARKER-4711";
    expect(logged({ [field]: marker })).not.toContain(marker);
    expect(logged({ request: { [field]: marker } })).not.toContain(marker);
    expect(logged({ request: { headers: { [field]: marker } } })).not.toContain(marker);
  },
);
