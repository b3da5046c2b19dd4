import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { TooLittleRoom } from "../../../src/camunda/stack/errors.ts";
import { assertRoom } from "../../../src/camunda/stack/room.ts";

const MORE_THAN_ANY_MACHINE_HAS = 1e9;

test("too little memory is named with what is needed and what to do", async () => {
  const attempt = assertRoom({ memoryMb: MORE_THAN_ANY_MACHINE_HAS, diskMb: 0 }, tmpdir());
  await expect(attempt).rejects.toThrow(TooLittleRoom);
  await expect(attempt).rejects.toThrow(/1000000000 MB of free memory, but there are \d+ MB.*--broker-only/);
});

test("too little disk is named with its place and the options that choose another", async () => {
  const attempt = assertRoom({ memoryMb: 0, diskMb: MORE_THAN_ANY_MACHINE_HAS }, tmpdir());
  await expect(attempt).rejects.toThrow(`free disk at ${tmpdir()}`);
  await expect(attempt).rejects.toThrow(/--data and --cache/);
});

test("what there is room for may start", async () => {
  await expect(assertRoom({ memoryMb: 0, diskMb: 0 }, tmpdir())).resolves.toBeUndefined();
});
