import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { JavaMissing } from "../../../src/camunda/stack/errors.ts";
import { chooseJava, findJavas, type Java } from "../../../src/camunda/stack/java.ts";
import { CAMUNDA_JAVA, OPENSEARCH_JAVA } from "../../../src/camunda/stack/release.ts";

const java = (version: number): Java => ({ home: `/java/${String(version)}`, program: "java", version });

test("Camunda and OpenSearch each get the newest Java that they run on", () => {
  // given
  const javas = [java(26), java(25), java(21), java(17), java(11)];

  // then
  expect(chooseJava(javas, CAMUNDA_JAVA).version).toBe(25);
  expect(chooseJava(javas, OPENSEARCH_JAVA).version).toBe(21);
});

test.each([
  { javas: [], said: "none is there" },
  { javas: [java(17), java(17), java(11)], said: "only Java 17, Java 11 is there" },
])("without a fitting Java the sentence says what is there: $said", ({ javas, said }) => {
  expect(() => chooseJava(javas, CAMUNDA_JAVA)).toThrow(JavaMissing);
  expect(() => chooseJava(javas, CAMUNDA_JAVA)).toThrow(
    `Expected Java 21 to 25 for Camunda in JAVA_HOME, PATH or the usual places (/usr/lib/jvm, /opt/java, /Library/Java), but ${said}`,
  );
});

test("the way out names a Java that the component runs on", () => {
  expect(() => chooseJava([java(17)], CAMUNDA_JAVA)).toThrow("Install Java 21");
  expect(() => chooseJava([java(25)], OPENSEARCH_JAVA)).toThrow("Install Java 17");
});

test("JAVA_HOME and PATH are asked; what does not answer as a Java is none", async () => {
  // given
  const home = mkdtempSync(join(tmpdir(), "kim-java-"));
  onTestFinished(() => {
    rmSync(home, { recursive: true });
  });
  program(join(home, "by-home", "bin"), "echo 'openjdk version \"19.0.2\" 2023-01-17' >&2");
  program(join(home, "by-path"), `echo 'java version "1.8.0_392"' >&2`);
  program(join(home, "broken"), "exit 1");
  const PATH = [join(home, "by-path"), join(home, "broken"), process.env["PATH"]].join(delimiter);

  // when
  const found = await findJavas({ JAVA_HOME: join(home, "by-home"), PATH });

  // then
  const ours = found.filter(({ program: path }) => path.startsWith(home));
  expect(ours.map(({ version }) => version)).toEqual([19, 8]);
  expect(ours[0]?.home).toBe(join(home, "by-home"));
});

/** A program named java that does what the script says. */
function program(folder: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "java"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "java"), 0o755);
}
