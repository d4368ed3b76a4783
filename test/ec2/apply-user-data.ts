import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

/** The part of cloud-init that a trial needs: the files, under the root of the machine. */
export async function applyUserData(userData: string, root: string): Promise<void> {
  const { write_files: files } = parse(userData) as {
    write_files: readonly { path: string; content: string; permissions: string }[];
  };
  for (const { path, content, permissions } of files) {
    const target = join(root, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
    await chmod(target, Number.parseInt(permissions, 8));
  }
}
