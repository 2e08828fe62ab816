import { AppError } from '../../shared/errors.ts';
import type { Entry, NewEntry } from './entry.ts';
import type { EntryStore } from './entry.store.ts';
import { nextPeriod, periodOf, statementId, type Rhythm } from './statement.ts';
import type { StatementStore } from './statement.store.ts';

interface Deps {
  entries: Pick<EntryStore, 'byId' | 'insert'>;
  statements: StatementStore;
  /** How often a payer gets a statement. */
  rhythmOf: (payerId: string) => Promise<Rhythm>;
}

/** Periods that may be closed in front of an entry: two years. */
const PERIODS = 48;

/** Writing into the ledger (`orders.md` §10.4): first the place on a statement, then the entry. */
export function createPosting({ entries, statements, rhythmOf }: Deps) {
  /** Once, however often it is told, by however many at once, and wherever one of them died. */
  async function post(entry: NewEntry): Promise<void> {
    const { payerId, sellerId } = entry;
    if (await entries.byId(entry._id)) return;
    const statement =
      payerId === null || sellerId === null ? null : await place(entry, { payerId, sellerId });
    await entries.insert({ ...entry, statementId: statement } satisfies Entry);
  }

  /** (a): the id of the one statement that has its key. */
  async function place(
    entry: NewEntry,
    to: { payerId: string; sellerId: string },
  ): Promise<string> {
    const earlier = await statements.withKey(to.payerId, entry._id);
    if (earlier) return earlier._id;
    return (await correct(entry, to.payerId)) ?? (await placeInPeriod(entry, to));
  }

  /** A correction goes where a withdrawn statement waits for it. */
  async function correct(
    { _id, corrects }: NewEntry,
    payerId: string,
  ): Promise<string | undefined> {
    if (corrects.length === 0) return undefined;
    const withdrawn = await statements.withdrawnWith(payerId, corrects);
    if (!withdrawn) return undefined;
    const added = await statements.addKey(withdrawn._id, _id, 'withdrawn');
    if (added === true) return withdrawn._id;
    return (await statements.withKey(payerId, _id))?._id;
  }

  async function placeInPeriod(
    { _id: key, on }: NewEntry,
    { payerId, sellerId }: { payerId: string; sellerId: string },
  ): Promise<string> {
    let period = periodOf(on, await rhythmOf(payerId));
    for (let tries = 0; tries < PERIODS; tries += 1) {
      await statements.insert({ payerId, sellerId, period });
      const id = statementId(payerId, sellerId, period);
      if ((await statements.addKey(id, key, 'open')) === true) return id;
      const there = await statements.withKey(payerId, key);
      if (there) return there._id;
      period = nextPeriod(period);
    }
    throw new AppError('busy', 'statement.busy', `No open period for ${key}.`);
  }

  return { post };
}

export type Posting = ReturnType<typeof createPosting>;
