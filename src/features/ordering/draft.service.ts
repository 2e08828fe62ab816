import type { Actor } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import {
  draftIdOf,
  NO_DRAFT,
  type Draft,
  type DraftChange,
  type DraftRow,
  type RowChange,
} from './draft.ts';
import type { DraftStore } from './draft.store.ts';

interface Deps {
  drafts: DraftStore;
  now: () => Date;
}

type Who = Pick<Actor, 'orgId' | 'userId'>;

/** What is typed into an order sheet, kept row by row: a lost phone or another device goes on with it. */
export function createDrafts({ drafts, now }: Deps) {
  async function of(who: Who): Promise<Omit<Draft, '_id'>> {
    return (await drafts.byId(draftIdOf(who))) ?? NO_DRAFT;
  }

  /**
   * Saves rows one by one. A row that another device changed meanwhile is left as it is there and
   * comes back as a conflict; nothing is overwritten that was not seen. The same command again saves
   * what is missing.
   */
  async function save({ rows, note }: DraftChange, who: Who, { key }: Command) {
    const id = draftIdOf(who);
    await drafts.open(id);
    const refused: RowChange[] = [];
    for (const row of rows) if (!(await write(id, row, key))) refused.push(row);
    const isNoteKept = !note || (await drafts.setNote(id, note.text, note.seen));
    const after = await of(who);
    const isOther = ({ offerId }: { offerId: string }) =>
      after.rows.find((row) => row.offerId === offerId)?.key !== key;
    return {
      draft: after,
      conflicts: refused.filter(isOther).map(({ offerId }) => offerId),
      noteConflict: !isNoteKept && after.note !== note.text,
    };
  }

  function write(id: string, { seen, ...change }: RowChange, key: string): Promise<boolean> {
    const row: DraftRow = { ...change, rev: seen + 1, key, at: now() };
    return seen === 0 ? drafts.add(id, row) : drafts.change(id, row);
  }

  /** It is an order now. Again = nothing. */
  const submitted = (who: Who, groupId: string) => drafts.placed(draftIdOf(who), groupId, now());

  return { of, save, submitted };
}

export type Drafts = ReturnType<typeof createDrafts>;
