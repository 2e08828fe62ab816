import { exit } from 'node:process';
import { loadConfig } from '../config/config.ts';
import { createBooks, findViolations, GRACE_MS, INVARIANTS } from '../features/invariants/index.ts';
import { createFolderBlobs } from '../platform/blobs.ts';
import { openConfigured } from './database.ts';

/** `npm run check:invariants`: read-only; exit 1 with every violation and what it means. */
const config = loadConfig(process.env);
const database = await openConfigured(config, console.info);
const books = createBooks(database.connection, createFolderBlobs(config.UPLOADS_DIR));
const violations = await findViolations(books, { now: new Date(), graceMs: GRACE_MS });
await database.close();

for (const { no, holds } of INVARIANTS) {
  const broken = violations.filter(({ invariant }) => invariant === no);
  console.info(`${broken.length === 0 ? 'holds ' : 'BROKEN'} ${no.padEnd(4)} ${holds}`);
  for (const { id, why } of broken) console.error(`         ${id}: ${why}`);
}
exit(violations.length === 0 ? 0 : 1);
