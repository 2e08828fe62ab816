import { existsSync } from 'node:fs';
import type { Context } from 'mocha';

/**
 * The folder of official test material. Where it is absent the test is skipped and says so in one
 * line; where it is demanded (`SUHANG_SHARED` is set) its absence fails.
 */
export function sharedFolder(test: Context): string {
  const demanded = process.env['SUHANG_SHARED'];
  const folder = demanded ?? '../shared';
  if (existsSync(folder)) return folder;
  if (demanded !== undefined) throw new Error(`SUHANG_SHARED=${demanded} does not exist`);
  console.info(`      skipped: no ${folder} with official test material`);
  return test.skip();
}
