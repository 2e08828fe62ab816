import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';

/**
 * How often something may be asked for. Of express-rate-limit we take only how addresses are
 * grouped: its middleware counts before a body is read and knows one counter per request, while a
 * sign-in is counted by the account that the checked body names, by account and by address, and
 * given back when it succeeds.
 */
export type Limit = 'login' | 'write' | 'read';

/** Counters all processes share. `take` counts one more and says whether there was room. */
export interface CounterStore {
  readonly take: (id: string, room: { max: number; endsAt: Date }) => Promise<boolean>;
  readonly giveBack: (id: string) => Promise<void>;
}

export interface Limits {
  /**
   * Does `work` if there is room. @throws AppError `request.too-many` (429) with `retryAfterS`
   */
  readonly within: <T>(limit: Limit, asked: Asked, work: () => Promise<T>) => Promise<T>;
}

interface Asked {
  readonly req: Request;
  readonly actor: Actor | undefined;
  /** After the schema: a sign-in names its account in `login`, in the one form it is stored in. */
  readonly body: unknown;
}

interface Room {
  readonly id: string;
  readonly max: number;
  readonly windowMs: number;
}

const MINUTE = 60_000;
const LOGIN_WINDOW = 15 * MINUTE;

/** Fixed windows: all of a kind begin at the same times, so a counter's id says when it ends. */
export function createLimits({ take, giveBack }: CounterStore, now: () => Date): Limits {
  async function enter(rooms: readonly Room[]): Promise<string[]> {
    const taken: string[] = [];
    for (const { id, max, windowMs } of rooms) {
      const at = now().getTime();
      const window = Math.floor(at / windowMs);
      const endsAt = new Date((window + 1) * windowMs);
      const counter = `${id}:${window}`;
      if (!(await take(counter, { max, endsAt }))) {
        await Promise.all(taken.map(giveBack));
        throw tooMany(Math.ceil((endsAt.getTime() - at) / 1_000));
      }
      taken.push(counter);
    }
    return taken;
  }

  /** Only failures stay counted. If the counters cannot be asked, nobody gets in. */
  async function login<T>({ req, body }: Asked, work: () => Promise<T>): Promise<T> {
    const account = accountIn(body);
    const taken = await enter([
      { id: `login:${account}:${addressOf(req)}`, max: 10, windowMs: LOGIN_WINDOW },
      { id: `login:${account}`, max: 100, windowMs: LOGIN_WINDOW },
    ]);
    try {
      const done = await work();
      await Promise.all(taken.map(giveBack));
      return done;
    } catch (error) {
      if (!isWrongLogin(error)) await Promise.all(taken.map(giveBack));
      throw error;
    }
  }

  async function within<T>(limit: Limit, asked: Asked, work: () => Promise<T>): Promise<T> {
    if (limit === 'login') return await login(asked, work);
    const { actor, req } = asked;
    const who = actor ? actor.userId : addressOf(req);
    const max = { write: 120, read: 600 }[limit];
    const asking = enter([{ id: `${limit}:${who}`, max, windowMs: MINUTE }]);
    await (limit === 'read' ? asking.catch(rethrowRefusal) : asking); // reading goes on without
    return await work();
  }

  return { within };
}

/** The limits of the app that serves this request: an endpoint with a limit is never without. */
export function limitsOf(res: Response): Limits {
  const limits = res.locals['limits'] as Limits | undefined;
  if (!limits) throw new RangeError('this app was mounted without limits');
  return limits;
}

function accountIn(body: unknown): string {
  const login = (body as { readonly login?: unknown } | undefined)?.login;
  if (typeof login !== 'string') throw new RangeError("a body under limit 'login' names a login");
  return createHash('sha256').update(login).digest('base64url');
}

/** IPv6 by /56: one subscriber, however many addresses. */
function addressOf({ ip = '' }: Request): string {
  return ipKeyGenerator(ip, 56);
}

function isWrongLogin(error: unknown): boolean {
  return error instanceof AppError && error.kind === 'unauthenticated';
}

function rethrowRefusal(error: unknown): void {
  if (error instanceof AppError) throw error;
}

function tooMany(retryAfterS: number): AppError {
  const message = `Too many tries. Please wait ${retryAfterS} s.`;
  return new AppError('too-many', 'request.too-many', message, { facts: { retryAfterS } });
}
