import { createBooks, findViolations } from '../../src/features/invariants/index.ts';
import { createFolderBlobs } from '../../src/platform/blobs.ts';
import type { TestApp } from './app.ts';

/** Adds up the books after the tests of a file that writes orders: with no grace, at rest. */
export function checkInvariantsAfter(app: () => TestApp): void {
  after('the books add up', async () => {
    const { services, clock } = app();
    const { db, uploadsDir } = services.world;
    const books = createBooks(db, createFolderBlobs(uploadsDir));
    const violations = await findViolations(books, { now: clock.now(), graceMs: 0 });
    if (violations.length > 0) {
      const words = violations.map(({ invariant, id, why }) => `${invariant} ${id}: ${why}`);
      throw new Error(`invariants broken:\n${words.join('\n')}`);
    }
  });
}
