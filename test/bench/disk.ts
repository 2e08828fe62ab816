import { closeSync, fdatasyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What the disk under `folder` can do at best: `n` writes of 4 KiB, each with its own `fdatasync`; per second. */
export function fdatasyncPerSecond(folder: string, n = 200): number {
  const file = join(folder, 'fdatasync.probe');
  const fd = openSync(file, 'w');
  const page = Buffer.alloc(4_096, 7);
  const start = performance.now();
  for (let i = 0; i < n; i += 1) {
    writeSync(fd, page, 0, page.length, i * page.length);
    fdatasyncSync(fd);
  }
  const ms = performance.now() - start;
  closeSync(fd);
  unlinkSync(file);
  return (n / ms) * 1_000;
}
