import { randomUUID } from 'node:crypto';
import { createBooks, findViolations } from '../../src/features/invariants/index.ts';
import { createFolderBlobs } from '../../src/platform/blobs.ts';
import { testDbUri } from '../support/db.ts';
import { beginDay, STEPS } from './day/day.ts';
import { openWorld } from './day/world.ts';

describe('a day with the service, over HTTP against a started product', function () {
  this.timeout(120_000);
  let world: Awaited<ReturnType<typeof openWorld>> | undefined;
  let day: Awaited<ReturnType<typeof beginDay>> | undefined;

  before(async () => {
    world = await openWorld(await testDbUri(`day-${randomUUID()}`));
    day = await beginDay(world, () => undefined);
  });
  after(async () => {
    await world?.product.database.connection.dropDatabase();
    await world?.close();
  });

  for (const { words, play } of STEPS) {
    it(words, async () => {
      if (!day) throw new Error('the day did not begin');
      await play(day);
    });
  }

  it('leaves books that add up', async () => {
    if (!world) throw new Error('the day did not begin');
    const { db, uploadsDir, now } = world.product.services.world;
    const books = createBooks(db, createFolderBlobs(uploadsDir));
    const violations = await findViolations(books, { now: now(), graceMs: 0 });
    if (violations.length > 0) throw new Error(JSON.stringify(violations, null, 1));
  });
});
