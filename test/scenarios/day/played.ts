import type { Cast } from './cast.ts';
import type { Person } from './person.ts';
import type { DayWorld } from './world.ts';

/** What is said aloud while the day is played. */
export type Say = (words: string) => void;

/** Where the day stands: every step gets it and adds to what was found. */
export interface Day {
  readonly world: DayWorld;
  readonly cast: Cast;
  readonly say: Say;
  /** Codes and ids that come up as the day goes on. */
  readonly found: Record<string, string>;
}

/** How an order stands, as its buyer sees it. */
export async function statusOf(buyer: Person, id: string): Promise<string> {
  return (await buyer.sees<{ status: string }>(`/api/orders/${id}`)).status;
}
