import type { Document } from 'bson';
import { dispatch, writes } from './commands/dispatch.ts';
import { createCursors } from './commands/cursors.ts';
import { workOf } from './commands/later.ts';
import { errorAnswer } from './errors.ts';
import { openCatalogue } from './storage/catalogue.ts';
import type { Environment } from './storage/environment.ts';
import type { Store } from './storage/store.ts';
import { expire } from './storage/expiry.ts';
import type { Waiting } from './wire/listen.ts';

/** Runs commands against the store. */
export interface Turns {
  /** All commands of one event turn, in order, inside one transaction if one of them writes. */
  readonly run: (waiting: readonly Waiting[]) => void;
  /** Removes what TTL indexes say is over; up to 1,000 documents, returns how many. */
  readonly expire: () => number;
}

/** Answers leave only after the transaction has returned: what was acknowledged is on disk. */
export function createTurns(environment: Environment): Turns {
  const catalogue = openCatalogue(environment);
  const store: Store = { environment, catalogue, touched: new Set() };
  const cursors = createCursors();
  const answerTo = (command: Document): Document => dispatch({ store, cursors }, command);

  /** All or nothing, on disk and in memory. @throws whatever the work throws. */
  function transaction<T>(work: () => T): T {
    try {
      return environment.root.transactionSync(() => {
        const result = work();
        for (const collection of store.touched) catalogue.save(collection);
        store.touched.clear();
        return result;
      });
    } catch (error) {
      store.touched.clear();
      catalogue.reload();
      throw error;
    }
  }

  /** After a fault of the store (a full disk) each command is tried alone, so that reads go on. */
  function alone(command: Document): Document {
    try {
      return writes(command) ? transaction(() => answerTo(command)) : answerTo(command);
    } catch (error) {
      return errorAnswer(error);
    }
  }

  function answersTo(commands: readonly Document[]): Document[] {
    if (!commands.some(writes)) return commands.map((command) => answerTo(command));
    try {
      return transaction(() => commands.map((command) => answerTo(command)));
    } catch {
      return commands.map((command) => alone(command));
    }
  }

  return {
    run: (waiting) => {
      const answers = answersTo(waiting.map(({ command }) => command));
      waiting.forEach((one, i) => {
        const answer = answers[i] ?? errorAnswer(new Error('no answer'));
        const work = workOf(answer);
        if (work) void work.then(one.answer);
        else one.answer(answer);
      });
    },
    expire: () => transaction(() => expire(store, new Date())),
  };
}
