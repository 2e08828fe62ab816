import { createHash } from 'node:crypto';
import type { Services } from '../src/app/services.ts';
import type { Actor } from '../src/shared/actor.ts';
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

/** Something that somebody does at a moment; played in the order of time. */
export interface Scene {
  readonly at: Date;
  readonly play: () => Promise<void>;
}

/** What every part of the demonstration works with. */
export interface Stage {
  readonly services: Services;
  readonly clock: Clock;
  /** The present: nothing is played after it. */
  readonly today: Date;
  readonly note: (line: string) => void;
}

/** Plays the scenes in the order of time; whoever does two things at once does them as written. */
export async function playAll({ clock }: Stage, scenes: readonly Scene[]): Promise<void> {
  for (const { at, play } of scenes.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    if (at > clock.now()) clock.set(at);
    await play();
  }
}

let commands = 0;

/** A command that nobody gave before. */
export function aCommand(): Command {
  commands += 1;
  const digest = createHash('sha256').update(`seed ${commands}`).digest('base64url');
  return { key: digest.slice(0, 32), reqHash: digest };
}

/** A person acting for an organisation, with all duties that the demonstration needs of them. */
export function actorOf({ userId, orgId, role, duties }: Actor): Actor {
  return { userId, orgId, role, duties };
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
