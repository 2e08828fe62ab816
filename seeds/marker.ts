import type { Services } from '../src/app/services.ts';
import { ensureIndexes } from '../src/platform/database.ts';
import { AppError } from '../src/shared/errors.ts';

/** `if-empty`: only where nothing lies. `reset`: anew, but only where a demonstration lies. */
export type Want = 'seed' | 'if-empty' | 'reset';

/** Written before the first person and finished after the last scene: a half one is played anew. */
interface Marker {
  readonly _id: string;
  readonly state: 'playing' | 'ready';
  readonly at: Date;
}

interface Wish {
  readonly want: Want;
  readonly note: (line: string) => void;
}

/**
 * Whether there is something to play. Real data are never touched: without the marker of a
 * demonstration a store that is not empty is left alone.
 * @throws AppError `demo.store-not-empty`
 */
export async function prepare({ world: { db } }: Services, { want, note }: Wish): Promise<boolean> {
  const markers = db.collection<Marker>('demo');
  const marker = await markers.findOne({ _id: 'demo' });
  const owned = ['users', 'organisations', 'products', 'batches'];
  const counts = await Promise.all(owned.map((name) => db.collection(name).countDocuments()));
  const isEmpty = counts.every((count) => count === 0);
  if (!marker && !isEmpty) {
    const message = 'This store has data of its own: no demonstration is played into it.';
    throw new AppError('conflict', 'demo.store-not-empty', message);
  }
  if (marker?.state === 'ready' && want !== 'reset') return false;
  if (marker) {
    note('starting the demonstration afresh');
    await db.dropDatabase();
  }
  await Promise.all(Object.values(db.models).map((model) => model.createCollection()));
  await ensureIndexes(db);
  await markers.insertOne({ _id: 'demo', state: 'playing', at: new Date() });
  return true;
}

/** The demonstration is complete. */
export async function finish({ world: { db } }: Services): Promise<void> {
  await db.collection<Marker>('demo').updateOne({ _id: 'demo' }, { $set: { state: 'ready' } });
}
