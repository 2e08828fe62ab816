import type { Connection } from 'mongoose';

export type Moment = 'before' | 'after';

/** The process dies at the n-th write, before or after the store has it. */
export function crashing(db: Connection) {
  let left = Infinity;
  let moment: Moment = 'before';
  for (const { collection } of Object.values(db.models)) {
    for (const name of ['insertOne', 'updateOne'] as const) {
      const write = collection[name].bind(collection) as (...args: unknown[]) => Promise<unknown>;
      const dying = async (...args: unknown[]) => {
        left -= 1;
        if (left === 0 && moment === 'before') throw new Error('killed before a write');
        const result = await write(...args);
        if (left === 0) throw new Error('killed after a write');
        return result;
      };
      Object.assign(collection, { [name]: dying });
    }
  }
  return {
    dieAt: (n: number, when: Moment) => {
      left = n;
      moment = when;
    },
    /** Whether it came so far. */
    heal: () => {
      const isDead = left <= 0;
      left = Infinity;
      return isDead;
    },
  };
}
