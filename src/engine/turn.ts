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
  /** Until no copy of the file is being made. */
  readonly copied: () => Promise<unknown>;
  /** Goes on with the same data in another file. */
  readonly reopened: (environment: Environment) => void;
}

/** Cursors and commands keep the store; what it stands on may change between turns. */
type Open = { -readonly [Field in keyof Store]: Store[Field] };

/** Answers leave only after the transaction has returned: what was acknowledged is on disk. */
export function createTurns(environment: Environment, compact: () => Promise<void>): Turns {
  const store: Open = {
    environment,
    catalogue: openCatalogue(environment),
    touched: new Set(),
    copies: new Set(),
    compact,
  };
  const cursors = createCursors();
  const answerTo = (command: Document): Document => dispatch({ store, cursors }, command);

  /** All or nothing, on disk and in memory. @throws whatever the work throws. */
  function transaction<T>(work: () => T): T {
    try {
      return store.environment.root.transactionSync(() => {
        const result = work();
        for (const collection of store.touched) store.catalogue.save(collection);
        store.touched.clear();
        return result;
      });
    } catch (error) {
      store.touched.clear();
      store.catalogue.reload();
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
    copied: () => Promise.allSettled(store.copies),
    reopened(reopened) {
      store.environment = reopened;
      store.catalogue = openCatalogue(reopened);
    },
  };
}
