import type { AppError } from '../../shared/errors.ts';
import type { MakingPool, Stop } from '../pools/index.ts';
import { inputHold, outputHold, type Making, type Output } from './making.ts';
import type { WorkStore } from './making.store.ts';

/** What transformations ask of batches: lots of their own, and the stops of their parents. */
export interface MadeLotPort {
  readonly open: (making: Making, output: Output, incomingId: string) => Promise<void>;
  /** Its grams are in and its parents were read: the gate is asked from now on. */
  readonly ripen: (code: string, at: Date) => Promise<void>;
  readonly abandon: (code: string, reason: string) => Promise<void>;
  /** A stop of a parent stands on the child too. */
  readonly carryTo: (code: string, stop: Omit<Stop, 'was'>) => Promise<void>;
}

interface Deps {
  readonly works: WorkStore;
  readonly pool: MakingPool;
  readonly lots: MadeLotPort;
  /** P10: the row in the book of what went in or came out. */
  readonly record: (batchId: string, holdId: string) => Promise<void>;
  readonly now: () => Date;
}

const MOST_STEPS = 6;
const AT_ONCE = 50;
const LEASE_MS = 30_000;

/**
 * The steps of a transformation (`trace.md` §4.3, §4.7), each keyed and safe to repeat: the edge first,
 * then the grams, then the look at the parents' stops. Any worker may go on with it, two at once too.
 */
export function createMakingJob(deps: Deps) {
  const { works, now } = deps;
  const { take, bringOut, undo } = createMakingSteps(deps);

  /** Does the step of its state until it is made or undone. */
  async function advance(id: string): Promise<void> {
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const making = await works.byId(id);
      if (!making) return;
      if (making.state === 'planned') await take(making);
      else if (making.state === 'taken') await bringOut(making);
      else if (making.state === 'undoing') await undo(making);
      else return;
    }
  }

  /** What was made of a batch, and whether all of it is done: where a stop of it walks on. */
  async function childrenOf(batchId: string): Promise<{ codes: string[]; isDone: boolean }> {
    const makings = await works.from(batchId);
    const codes = makings.flatMap(({ outputs }) => outputs.map(({ code }) => code));
    return { codes, isDone: makings.every(({ state }) => state === 'made' || state === 'undone') };
  }

  /** Whether what a hold of a transformation was for is over for good. */
  async function isOver(id: string): Promise<boolean> {
    const making = await works.byId(id);
    return making?.state === 'made' || making?.state === 'undone';
  }

  /** Those that a crash left half done. */
  async function sweep(): Promise<number> {
    const ids = await works.dueIds(now(), AT_ONCE);
    for (const id of ids) {
      await works.postpone(id, new Date(now().getTime() + LEASE_MS));
      await advance(id);
    }
    return ids.length;
  }

  return { advance, childrenOf, isOver, sweep };
}

export type MakingJob = ReturnType<typeof createMakingJob>;

/** What each state asks for. */
function createMakingSteps({ works, pool, lots, record, now }: Deps) {
  /** Outputs as empty drafts, P1 on every input, then P7: the first refusal undoes all of it. */
  async function take(making: Making): Promise<void> {
    for (const [n, output] of making.outputs.entries()) {
      await lots.open(making, output, outputHold(making, n));
    }
    const refusal = (await holdAll(making)) ?? (await useAll(making));
    if (refusal) await works.refuse(making._id, refusal);
    else await works.taken(making._id);
  }

  async function holdAll(making: Making): Promise<AppError | undefined> {
    for (const [n, { batchId, g }] of making.inputs.entries()) {
      const input = { id: inputHold(making, n), ref: making._id, g, t: making.at };
      const outcome = await pool.hold(batchId, input, making.orgId);
      if (!outcome.done) return told(outcome.refusal);
    }
    return undefined;
  }

  async function useAll(making: Making): Promise<AppError | undefined> {
    for (const [n, { batchId, g }] of making.inputs.entries()) {
      const outcome = await pool.use(batchId, { id: inputHold(making, n), g });
      if (!outcome.done) return told(outcome.refusal);
    }
    return undefined;
  }

  /** P9 per output; then the parents are read by a write, and what stops them stops the child. */
  async function bringOut(making: Making): Promise<void> {
    for (const [n, { code, g }] of making.outputs.entries()) {
      const output = { id: outputHold(making, n), ref: making._id, g, t: making.at };
      const outcome = await pool.bringOut(code, output);
      if (!outcome.done) throw outcome.refusal;
      await record(code, output.id);
    }
    for (const [n, { batchId }] of making.inputs.entries()) {
      await record(batchId, inputHold(making, n));
      const stops = await pool.look(batchId);
      for (const stop of stops) {
        for (const { code } of making.outputs) await lots.carryTo(code, stop);
      }
    }
    for (const { code } of making.outputs) await lots.ripen(code, now());
    await works.made(making._id, now());
  }

  /** Every input is given back, and what was to come out is closed. */
  async function undo(making: Making): Promise<void> {
    for (const [n, { batchId, g }] of making.inputs.entries()) {
      await pool.giveBack(batchId, { id: inputHold(making, n), g, t: making.at });
    }
    for (const { code } of making.outputs) {
      await lots.abandon(code, making.refusal?.code ?? '');
      await pool.close(code);
    }
    await works.undone(making._id);
  }

  return { take, bringOut, undo };
}

/** A lost race is no shortage: it goes up, and the sweeper tries again. */
function told(refusal: AppError): AppError {
  if (refusal.kind === 'busy') throw refusal;
  return refusal;
}

export function makingLoops({ sweep }: Pick<MakingJob, 'sweep'>) {
  return [{ name: 'making.advance', everyMs: 1_000, step: sweep }];
}
