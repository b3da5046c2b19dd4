import { expect, test } from "vitest";
import { JavaMissing } from "../../../src/camunda/stack/errors.ts";
import { chooseJava, type Java } from "../../../src/camunda/stack/java.ts";
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
    `Expected Java 21 to 25 for Camunda in JAVA_HOME, PATH or /usr/lib/jvm, but ${said}`,
  );
});
