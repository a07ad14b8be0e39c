import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** What all files below a folder take. Files that go away meanwhile do not count. */
export async function diskMebibytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (file) => (file.isFile() ? file.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20;
}
