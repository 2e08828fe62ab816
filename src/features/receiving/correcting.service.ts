import type { Actor } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import {
  corrected,
  versionOf,
  type InspectionRecord,
  type RecordBody,
} from './inspection-record.ts';
import type { InspectionRecordStore } from './inspection-record.store.ts';

interface Deps {
  records: InspectionRecordStore;
  now: () => Date;
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

const TRIES = 5;

/** Corrections of the book: a version more with a note, never a changed row. */
export function createCorrecting({ records, now }: Deps) {
  async function versions(id: string): Promise<InspectionRecord[]> {
    const { root } = versionOf(id);
    const receiptId = root.split(':').slice(0, -2).join(':');
    const all = await records.ofReceipt(receiptId);
    return all
      .filter((one) => versionOf(one._id).root === root)
      .toSorted((a, b) => versionOf(a._id).v - versionOf(b._id).v);
  }

  /**
   * Appends a note to a record, once per command.
   * @throws AppError `record.not-found`
   */
  async function correct(
    id: string,
    { words, name }: { words: string; name: string },
    { actor, command }: By,
  ): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const known = await versions(id);
      const newest = known.at(-1);
      if (newest?.buyerId !== actor.orgId) throw recordNotFound(id);
      if (known.some(({ body }) => keyIn(body) === command.key)) return;
      const note = { words, name, by: actor.userId, key: command.key, at: now() };
      if (await records.insert(corrected(newest, note))) return;
    }
    throw new AppError('busy', 'record.busy', 'Others are correcting it. Please try again.');
  }

  return { correct };
}

function keyIn(body: string): string | undefined {
  return (JSON.parse(body) as RecordBody).correction?.key; // our own text
}

function recordNotFound(id: string): AppError {
  return new AppError('not-found', 'record.not-found', `There is no record ${id}.`);
}
