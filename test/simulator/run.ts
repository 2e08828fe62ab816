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
  /** What happens more often than by itself. */
  readonly story?: Partial<Story> | undefined;
}

/** How likely the turns of a story are; a variant is looked for where its fault is likely. */
export interface Story {
  /** Of runs: credit and budgets stand over the canteens, some of them tight. */
  readonly limits: number;
  /** Of a canteen's orders: one or two people sign. */
  readonly approvals: number;
  /** How many sellers pack lots of lots; below 1, of runs. */
  readonly making: number;
  /** Of a packer's deeds: a part is replaced or dropped. */
  readonly changes: number;
  readonly stoppers: number;
  readonly nap: number;
  readonly deep: number;
}

const USUAL: Story = {
  ...{ limits: 0.5, approvals: 0.3, making: 0.4, changes: 0.12, stoppers: 4 },
  ...{ nap: 0.004, deep: 0.2 },
};

/** Everything of one run: its own memory, clock and chance, in the town all runs share. */
export class Run {
  readonly memory: Memory;
  readonly chance: Chance;
  readonly scheduler: Scheduler;
  /** What went wrong. */
  readonly faults = new Set<string>();
  readonly counts: Record<string, number> = {};
  readonly story: Story;

  readonly town: Town;
  private readonly ways: Ways;

  constructor(town: Town, ways: Ways) {
    this.town = town;
    this.ways = ways;
    this.memory = town.memory.fork();
    this.chance = chanceOf(ways.seed);
    this.story = { ...USUAL, ...ways.story };
    const { nap, deep } = this.story;
    const faults = { death: ways.death ?? 0.012, nap, deep };
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
    if (collection === 'creditAccounts' || collection === 'budgets')
      this.watchLimit(collection, filter, update);
    if (collection !== 'batchBalances' || name !== 'updateOne') return;
    if ((result as { modifiedCount: number }).modifiedCount !== 1) return;
    const deed = deedOf(update);
    if (deed !== undefined) this.watchStock(deed, filter);
  }

  private watchStock(deed: string, filter: Doc): void {
    const stops = this.memory.collection('batchStops').find({ state: 'acknowledged' });
    const late = stops.find(({ root }) => root === filter['_id']);
    if (late) this.fault(`${deed} after stop ${String(late['_id'])}`);
    const doc = this.memory.collection('batchBalances').docs.get(filter['_id']);
    if (doc && (doc['availG'] as number) < 0) this.fault(`oversold ${String(filter['_id'])}`);
    if (doc && (doc['stops'] as Doc[]).length > 0)
      this.fault(`${deed} under a stop ${String(filter['_id'])}`);
  }

  /** Nobody promises more than a limit leaves, unless an approver decides on it. */
  private watchLimit(collection: string, filter: Doc, update: Doc): void {
    const hold = (update['$push'] as Doc | undefined)?.['holds'] as Doc | undefined;
    if (hold?.['s'] !== 'held') return;
    const hid = String(hold['id']);
    const limit = this.memory.collection(collection).docs.get(filter['_id']);
    if (!limit || (limit['holds'] as Doc[]).at(-1)?.['id'] !== hid) return;
    if ((limit['availFen'] as number) >= 0 || this.isApproved(hid)) return;
    this.fault(`${hid} is above the limit of ${collection}`);
  }

  /** Whether its group says that an approver decides on this hold. */
  private isApproved(hid: string): boolean {
    const [groupId = ''] = hid.split(':');
    const group = this.memory.collection('orderGroups').docs.get(groupId);
    const holds = (group?.['holds'] ?? []) as Doc[];
    return holds.some((hold) => hold['hid'] === hid && hold['over'] === true);
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
