import type { Chance } from './chance.ts';
import { chanceOf } from './chance.ts';
import type { Gate, Statement } from './connection.ts';
import type { Memory } from './memory.ts';
import { Scheduler, type Answer } from './scheduler.ts';
import { forget, type Town } from './base.ts';
import { AppError } from '../../src/shared/errors.ts';
import { TEST_NOW } from '../support/builders.ts';
import type { Doc } from './values.ts';

/** What a variant knows when it breaks a statement. */
export interface Moment {
  readonly memory: Memory;
  /** Who sends it: the same for all statements of one request. */
  readonly by: object;
  readonly name: string;
  readonly chance: Chance;
}

/** A protocol broken on purpose, at the statement on its way into the memory. */
export interface Breaker {
  /** Another statement instead, or the answer to give without any. */
  readonly before?: (
    statement: Statement,
    moment: Moment,
  ) => Statement | { readonly answer: unknown } | undefined;
  /** What is told instead of the result. */
  readonly after?: (result: unknown, statement: Statement, moment: Moment) => unknown;
}

export interface Ways {
  readonly seed: number;
  readonly breaker?: Breaker | undefined;
  readonly trace?: ((line: string) => void) | undefined;
  readonly death?: number;
}

/** Everything of one run: its own memory, clock and chance, in the town all runs share. */
export class Run {
  readonly memory: Memory;
  readonly chance: Chance;
  readonly scheduler: Scheduler;
  /** What went wrong. */
  readonly faults = new Set<string>();
  readonly counts: Record<string, number> = {};

  readonly town: Town;
  private readonly ways: Ways;

  constructor(town: Town, ways: Ways) {
    this.town = town;
    this.ways = ways;
    this.memory = town.memory.fork();
    this.chance = chanceOf(ways.seed);
    const faults = { death: ways.death ?? 0.012, nap: 0.004 };
    this.scheduler = new Scheduler(this.chance, faults, TEST_NOW);
    this.scheduler.trace = ways.trace;
    town.enter({ memory: this.memory, now: this.scheduler.now, gate: this.gate });
    this.harvest();
  }

  /** Which batches there are this time. */
  private harvest(): void {
    for (const { batches } of this.town.shops) {
      const kept = batches.filter(() => this.chance.is(0.55));
      const left = kept.length > 0 ? kept : batches.slice(0, 1);
      for (const batch of batches) if (!left.includes(batch)) forget(this.memory, batch.id);
    }
  }

  get isChaos(): boolean {
    return this.scheduler.chaos;
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  fault(words: string): void {
    this.ways.trace?.(`   FAULT ${words}`);
    this.faults.add(words);
  }

  private readonly gate: Gate = (statement, work) =>
    this.scheduler.statement(statement, () => this.sent(statement, work));

  private sent<T>(statement: Statement, work: (statement: Statement) => T): T {
    const { breaker } = this.ways;
    const moment: Moment = { memory: this.memory, chance: this.chance, ...this.scheduler.sender() };
    const broken = breaker?.before?.(statement, moment);
    if (broken && 'answer' in broken) return broken.answer as T;
    const sent = broken ?? statement;
    const result = work(sent);
    this.watch(sent, result);
    const told: unknown = breaker?.after ? breaker.after(result, sent, moment) : result;
    return told as T;
  }

  /** After a stop is acknowledged nothing of its batch is promised, sold or shipped any more. */
  private watch({ collection, name, filter, update }: Statement, result: unknown): void {
    if (collection !== 'batchBalances' || name !== 'updateOne') return;
    if ((result as { modifiedCount: number }).modifiedCount !== 1) return;
    const deed = deedOf(update);
    if (deed === undefined) return;
    const stops = this.memory.collection('batchStops').find({ state: 'acknowledged' });
    const late = stops.find(({ root }) => root === filter['_id']);
    if (late) this.fault(`${deed} after stop ${String(late['_id'])}`);
    const doc = this.memory.collection('batchBalances').docs.get(filter['_id']);
    if (doc && (doc['availG'] as number) < 0) this.fault(`oversold ${String(filter['_id'])}`);
  }

  /** A request; refusals are answers, whatever else is thrown is a fault. */
  async ask<T>(name: string, work: () => Promise<T>): Promise<Answer<T>> {
    const answer = await this.scheduler.request(name, work);
    if (answer.is === 'failed') this.look(name, answer.error);
    if (answer.is === 'done') this.count(name.split(' ')[0] ?? name);
    return answer;
  }

  private look(name: string, error: unknown): void {
    if (error instanceof AggregateError) {
      for (const each of error.errors) this.look(name, each);
      return;
    }
    if (error instanceof AppError && (this.isChaos || error.kind !== 'busy')) {
      this.count(`refused ${error.code}`);
      return;
    }
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.fault(
      `exception in ${name.split(' ')[0] ?? ''}: ${words.split('\n').slice(0, 4).join(' | ')}`,
    );
  }

  /** Documents of a collection, as they are now: what somebody outside sees. */
  docs(name: string): Doc[] {
    return [...this.memory.collection(name).docs.values()];
  }
}

function deedOf(update: Doc): string | undefined {
  const pushed = (update['$push'] as Doc | undefined)?.['holds'] as Doc | undefined;
  if (pushed?.['s'] === 'held') return 'reserved';
  const state = (update['$set'] as Doc | undefined)?.['holds.$.s'];
  return state === 'sold' || state === 'shipped' ? state : undefined;
}
