import { statfs } from "node:fs/promises";
import { TooLittleRoom } from "./errors.ts";

const MB = 1024 * 1024;

/** What a start needs, in megabytes. */
interface Room {
  readonly memoryMb: number;
  readonly diskMb: number;
}

/** Broker, OpenSearch, Operate and Tasklist: 1.8 GB resident were measured. */
export const FULL_ROOM: Room = { memoryMb: 2500, diskMb: 3000 };

/** A broker alone: 0.5 GB idle, 1 GB after load. Zeebe refuses commands with less than 2 GB of free disk. */
export const BROKER_ROOM: Room = { memoryMb: 1000, diskMb: 2500 };

/** The archive, what it is unpacked to, and OpenSearch: 750 MB while they are fetched. */
export const FETCH_DISK_MB = 1000;

/** Throws {@link TooLittleRoom} when memory, or the disk of a folder, would not do. */
export async function assertRoom(needed: Room, folder: string): Promise<void> {
  const memoryMb = Math.floor(process.availableMemory() / MB);
  if (memoryMb < needed.memoryMb) {
    const wayOut = "Close other programs, or start the broker alone with --broker-only.";
    throw new TooLittleRoom({ what: "memory", neededMb: needed.memoryMb, freeMb: memoryMb, wayOut });
  }
  await assertDisk(needed.diskMb, folder);
}

/** Throws {@link TooLittleRoom} when the disk of a folder has less free. */
export async function assertDisk(neededMb: number, folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeMb = Math.floor((bavail * bsize) / MB);
  if (freeMb >= neededMb) return;
  const wayOut = "Make room, or choose another place with --data and --cache.";
  throw new TooLittleRoom({ what: `disk at ${folder}`, neededMb, freeMb, wayOut });
}
