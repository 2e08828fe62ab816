import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/**
 * Programs of ours as one file each, side by side, for tests that start many processes: they start
 * in a third of the time. Two folders below the root, where `src/web/assets.ts` looks from.
 */
export function useBundle(entryPoints: readonly string[]): (entry: string) => string {
  let folder = '';
  before(async () => {
    mkdirSync('dist', { recursive: true });
    folder = mkdtempSync('dist/test-');
    await build({
      entryPoints: [...entryPoints],
      entryNames: '[name]',
      outdir: folder,
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
    });
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return (entry) => path.join(folder, `${path.basename(entry, '.ts')}.js`);
}
