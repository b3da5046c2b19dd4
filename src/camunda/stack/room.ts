import { statfs } from "node:fs/promises";
import { freemem } from "node:os";
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

/** Throws {@link TooLittleRoom} when memory, or the disk of a folder, would not do. */
export async function assertRoom(needed: Room, folder: string): Promise<void> {
  const memoryMb = Math.floor(freemem() / MB);
  if (memoryMb < needed.memoryMb) {
    const wayOut = "Close other programs, or start the broker alone with --broker-only.";
    throw new TooLittleRoom({ what: "memory", neededMb: needed.memoryMb, freeMb: memoryMb, wayOut });
  }
  const { bavail, bsize } = await statfs(folder);
  const diskMb = Math.floor((bavail * bsize) / MB);
  if (diskMb < needed.diskMb) {
    const wayOut = "Make room, or choose another place with --data and --cache.";
    throw new TooLittleRoom({ what: `disk at ${folder}`, neededMb: needed.diskMb, freeMb: diskMb, wayOut });
  }
}
