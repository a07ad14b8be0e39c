import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { rename, rmdir, statfs } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const roomBytes = 8 * 2 ** 30;
/** Something may be written between the look at what is used and the new size. */
const tries = 20;

/** A file system in memory for one folder, which can be made full: from then on every write of a new page gets ENOSPC. */
export class BoundedDisk {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Undefined where this machine or this user cannot mount one; the folder is then an ordinary one. */
  static async mount(folder: string): Promise<BoundedDisk | undefined> {
    mkdirSync(folder, { recursive: true });
    try {
      await run("mount", ["-t", "tmpfs", "-o", `size=${roomBytes}`, "tmpfs", folder]);
      return new BoundedDisk(folder);
    } catch {
      return undefined;
    }
  }

  /** Leaves no room but what is used. */
  async fill(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const { blocks, bfree, bsize } = await statfs(this.#folder);
      try {
        return await this.#resize(Math.max(1, blocks - bfree) * bsize);
      } catch (error) {
        if (attempt === tries) throw error;
      }
    }
  }

  async empty(): Promise<void> {
    await this.#resize(roomBytes);
  }

  /** With `keep` what is on it is on the disk below afterwards. */
  async unmount(keep: boolean): Promise<void> {
    const kept = `${this.#folder}-kept`;
    if (keep) await run("cp", ["-a", this.#folder, kept]);
    await run("umount", ["--lazy", this.#folder]);
    if (!keep) return;
    await rmdir(this.#folder);
    await rename(kept, this.#folder);
  }

  async #resize(bytes: number): Promise<void> {
    await run("mount", ["-o", `remount,size=${bytes}`, this.#folder]);
  }
}
