import type { Fault } from "../fault.ts";
import type { DiskName } from "../names.ts";

/** A full disk. A process that ends by that is started again when there is room, as its supervisor would. */
export function fillDisk(name: DiskName): Fault {
  return {
    name: `full disk of ${name}`,
    isPossible: ({ disks }) => disks[name] !== undefined,
    apply: async ({ disks, processes }) => {
      processes[name].mayEnd = true;
      await disks[name]?.fill();
    },
    undo: async ({ disks, processes }) => {
      await disks[name]?.empty();
      if (!processes[name].isRunning) await processes[name].start();
      processes[name].mayEnd = false;
    },
  };
}
