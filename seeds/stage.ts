import { createHash } from 'node:crypto';
import type { Services } from '../src/app/services.ts';
import type { Command } from '../src/shared/command.ts';

/** A clock that the demonstration moves through its year. */
export interface Clock {
  readonly now: () => Date;
  readonly set: (instant: Date) => void;
}

export function movableClock(start: Date): Clock {
  let at = start;
  return {
    now: () => at,
    set: (instant) => {
      at = instant;
    },
  };
}

/** A course of events: between two steps it says until when it waits. */
export type Story = AsyncGenerator<Date, void>;

/** What every part of the demonstration works with. */
export interface Stage {
  readonly services: Services;
  readonly clock: Clock;
  /** The present: nothing is played after it. */
  readonly today: Date;
  readonly note: (line: string) => void;
}

/**
 * Plays stories side by side in the order of time; what is due at one instant happens at once. What
 * follows by itself (cut-offs, expiries, the record) follows after each step. A step after today is
 * never played: there the story stands still, as life does.
 */
export async function playAll(stage: Stage, stories: readonly Story[]): Promise<void> {
  const { clock, today } = stage;
  const waiting = await Promise.all(stories.map(begin));
  for (;;) {
    const times = waiting.flatMap(({ until }) =>
      until && until <= today ? [until.getTime()] : [],
    );
    if (times.length === 0) return;
    const due = new Date(Math.min(...times));
    if (due > clock.now()) clock.set(due);
    const now = waiting.filter(({ until }) => until?.getTime() === due.getTime());
    await Promise.all(
      now.map(async (one) => {
        one.until = await stepOf(one.story);
      }),
    );
    await settle(stage);
  }
}

async function begin(story: Story) {
  return { story, until: await stepOf(story) };
}

async function stepOf(story: Story): Promise<Date | undefined> {
  const { done, value } = await story.next();
  return done === true ? undefined : value;
}

/** What loops do in the running product. */
export async function settle({ services }: Stage): Promise<void> {
  const { orders, payments, fulfilment, receiving, claims, statements, trace } = services;
  const steps = [
    () => orders.groups.resume(),
    () => orders.orders.resume(),
    () => payments.desk.resume(),
    () => payments.refunds.resume(),
    () => fulfilment.resume(),
    () => receiving.resume(),
    () => claims.resume(),
    () => orders.accounts.resume(),
    () => statements.resume(),
    trace.drain,
  ];
  for (const step of steps) while ((await step()) > 0);
}

let commands = 0;

/** A command that nobody gave before. */
export function aCommand(): Command {
  commands += 1;
  const digest = createHash('sha256').update(`seed ${commands}`).digest('base64url');
  return { key: digest.slice(0, 32), reqHash: digest };
}

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** An instant on a day counted from today, by the clock in Hangzhou: `at(today, -1, '06:30')`. */
export function at(today: Date, days: number, clock: string): Date {
  const china = new Date(today.getTime() + 8 * HOUR_MS + days * DAY_MS);
  return new Date(`${china.toISOString().slice(0, 10)}T${clock}:00+08:00`);
}

/** The business day of an instant. */
export function dayText(instant: Date): string {
  return new Date(instant.getTime() + 8 * HOUR_MS).toISOString().slice(0, 10);
}
