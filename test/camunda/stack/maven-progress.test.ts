import { expect, test } from "vitest";
import { progressFilter } from "../../../src/camunda/stack/maven-progress.ts";

test("progress of a large file is told in steps of ten per cent, and is no part of the log", () => {
  // given
  const told: string[] = [];
  const filter = progressFilter((line) => told.push(line));

  // when
  const log = [
    "Downloading from central: x\nProgress (1): 4.1/5.9 MB",
    "\rProgress (1): 10/299 MB",
    "\rProgress (1): 29/299 MB\rProgress (1): 31/299 MB",
    "\rProgress (1): 32/299 MB",
    "\rProgress (1): 299/299 MB\rProgress (1): 299 MB    \nDownloaded",
  ].map((piece) => filter.rest(piece));

  // then
  expect(told).toEqual(["… 31 of 299 MB", "… 299 of 299 MB"]);
  expect(log.join("")).toBe("Downloading from central: x\n\nDownloaded");
});
