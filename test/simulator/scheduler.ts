import { nextTick } from 'node:process';
import type { Chance } from './chance.ts';
import type { Statement } from './connection.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** One piece of work of a server: it may die at any statement, and then never answers. */
interface Task {
  readonly name: string;
  isDead: boolean;
  readonly lost: () => void;
}

interface Waiting {
  readonly task: Task;
  readonly what: string;
  /** Does it; what it gives back tells who waits for it. */
  readonly act: () => () => void;
  readonly isWrite: boolean;
  readonly isStart: boolean;
}

interface Sleeper {
  readonly until: number;
  readonly waiting: Waiting;
}

export type Answer<T> =
  | { readonly is: 'done'; readonly value: T }
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'lost' };

const OUTSIDE: Task = { name: 'outside', isDead: false, lost: () => undefined };

/** How often things go wrong while chaos lasts. */
export interface Faults {
  readonly death: number;
  readonly nap: number;
  /** Of those who fall asleep, how many wake up only when all others are done. */
  readonly deep: number;
}

/** Who goes on next is chance, from one seed; nothing runs at the same time as anything else. */
export class Scheduler {
  private waiting: Waiting[] = [];
  private asleep: Sleeper[] = [];
  private current: Task = OUTSIDE;
  private clock: number;
  chaos = true;
  steps = 0;
  deaths = 0;
  /** Called with every step when somebody replays a run. */
  trace: ((line: string) => void) | undefined;

  private readonly chance: Chance;
  private readonly faults: Faults;

  constructor(chance: Chance, faults: Faults, start: Date) {
    this.chance = chance;
    this.faults = faults;
    this.clock = start.getTime();
  }

  readonly now = (): Date => new Date(this.clock);

  advance(ms: number): void {
    this.clock += ms;
  }

  /** Who sends the statement that runs now. */
  sender(): { readonly by: object; readonly name: string } {
    return { by: this.current, name: this.current.name };
  }

  /** A statement of whoever is at work: it runs when its turn comes. */
  readonly statement = <T>(statement: Statement, run: () => T): Promise<T> => {
    const task = this.current;
    return new Promise<T>((resolve, reject) => {
      const act = () => {
        try {
          const value = run();
          return () => {
            resolve(value);
          };
        } catch (error) {
          const why = error instanceof Error ? error : new Error(String(error));
          return () => {
            reject(why);
          };
        }
      };
      const isWrite = statement.name !== 'find' && statement.name !== 'count';
      const what = this.trace ? described(statement) : '';
      this.waiting.push({ task, what, act, isWrite, isStart: false });
    });
  };

  /** A request to a server, or a step of one of its loops. */
  request<T>(name: string, work: () => Promise<T>): Promise<Answer<T>> {
    return new Promise((resolve) => {
      const lost = () => {
        resolve({ is: 'lost' });
      };
      const task: Task = { name, isDead: false, lost };
      const go = () => {
        work().then(
          (value) => {
            this.trace?.(`         ${name} is done`);
            resolve({ is: 'done', value });
          },
          (error: unknown) => {
            this.trace?.(`         ${name} fails: ${String(error)}`);
            resolve({ is: 'failed', error });
          },
        );
      };
      this.waiting.push({ task, what: 'starts', act: () => go, isWrite: false, isStart: true });
    });
  }

  /** Somebody outside waits a little. */
  async idle(turns: number): Promise<void> {
    for (let turn = 0; turn < turns; turn += 1) {
      await new Promise<void>((go) => {
        const act = () => go;
        this.waiting.push({ task: OUTSIDE, what: '', act, isWrite: false, isStart: true });
      });
    }
  }

  /** Lets everybody go on until nobody wants to. */
  async pump(most: number): Promise<void> {
    for (let step = 0; step < most; step += 1) {
      this.wakeUp();
      const next = this.take();
      if (!next) return;
      this.passTime();
      await this.turn(next);
    }
    throw new Error(
      `still busy after ${most} steps: ${this.waiting.map(({ task }) => task.name).join()}`,
    );
  }

  private take(): Waiting | undefined {
    const place = this.chance.below(this.waiting.length);
    const next = this.waiting[place];
    const last = this.waiting.pop();
    if (last && next && last !== next) this.waiting[place] = last;
    return next;
  }

  private async turn(next: Waiting): Promise<void> {
    if (next.task.isDead) return;
    this.steps += 1;
    if (this.fate(next) === 'goes on') this.tell(next);
    await drained();
    this.current = OUTSIDE;
  }

  /** What chance has in store for a statement: sleep, death before it, death after it. */
  private fate(next: Waiting): 'goes on' | 'does not' {
    const { task, what, isWrite, isStart } = next;
    if (!this.chaos || task === OUTSIDE || isStart) return 'goes on';
    if (this.chance.is(this.faults.nap)) this.nap(next);
    else if (this.chance.is(this.faults.death)) this.die(task, `before ${what}`);
    else if (isWrite && this.chance.is(this.faults.death)) this.dieAfter(next);
    else return 'goes on';
    return 'does not';
  }

  private tell({ task, what, act }: Waiting): void {
    if (what !== '') this.trace?.(`${this.stamp()} ${task.name}: ${what}`);
    this.current = task;
    act()();
  }

  /** Stored, and nobody is told. */
  private dieAfter({ task, what, act }: Waiting): void {
    this.current = task;
    act();
    this.die(task, `after ${what}`);
  }

  private die(task: Task, when: string): void {
    this.trace?.(`${this.stamp()} ${task.name} dies ${when}`);
    this.deaths += 1;
    task.isDead = true;
    task.lost();
  }

  /** Those who slept through everything go on with what they were about to do. */
  wakeDeepSleepers(): number {
    const deep = this.asleep.filter(({ until }) => until === Infinity);
    this.asleep = this.asleep.filter(({ until }) => until !== Infinity);
    this.waiting.push(...deep.map(({ waiting }) => waiting));
    return deep.length;
  }

  private nap(waiting: Waiting): void {
    if (this.faults.deep > 0 && this.chance.is(this.faults.deep)) {
      this.trace?.(`${this.stamp()} ${waiting.task.name} sleeps before ${waiting.what}`);
      this.asleep.push({ until: Infinity, waiting });
      return;
    }
    const ms = this.chance.of([20 * SECOND, 5 * MINUTE, 2 * HOUR, 25 * HOUR]) ?? SECOND;
    this.trace?.(
      `${this.stamp()} ${waiting.task.name} sleeps ${ms / MINUTE} min before ${waiting.what}`,
    );
    this.asleep.push({ until: this.clock + ms, waiting });
  }

  private wakeUp(): void {
    if (this.asleep.length === 0) return;
    if (this.waiting.length === 0) {
      const next = Math.min(...this.asleep.map(({ until }) => until));
      if (next < Infinity) this.clock = Math.max(this.clock, next);
    }
    const awake = this.asleep.filter(({ until }) => until <= this.clock);
    if (awake.length === 0) return;
    this.asleep = this.asleep.filter(({ until }) => until > this.clock);
    this.waiting.push(...awake.map(({ waiting }) => waiting));
  }

  private passTime(): void {
    if (!this.chaos) return;
    const dice = this.chance.next();
    if (dice < 0.25) this.clock += this.chance.below(3 * SECOND);
    else if (dice < 0.256) this.clock += this.chance.below(40 * MINUTE);
    else if (dice < 0.2572) this.clock += this.chance.below(26 * HOUR);
  }

  private stamp(): string {
    return `${String(this.steps).padStart(6)} ${this.now().toISOString().slice(5, 23)}`;
  }
}

/** When nothing is left to do but what waits for its turn. */
function drained(): Promise<void> {
  return new Promise((resolve) => {
    nextTick(resolve);
  });
}

function described({ collection, name, filter, update }: Statement): string {
  const parts = [filter, update].filter((part) => Object.keys(part).length > 0);
  return `${collection}.${name} ${parts.map((part) => JSON.stringify(part)).join(' → ')}`;
}
