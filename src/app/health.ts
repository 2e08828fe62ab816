import Joi from 'joi';
import { access, constants } from 'node:fs/promises';
import { json } from '../http/answer.ts';
import { endpoint } from '../http/endpoint.ts';
import { AppError } from '../shared/errors.ts';
import { object } from '../shared/schema.ts';
import type { World } from './world.ts';

const fine = object({ ok: Joi.boolean() });

interface Vitals {
  readonly db: World['db'];
  readonly uploadsDir: string;
  /** Whether the process is on its way out and wants no new callers. */
  readonly isDraining: () => boolean;
}

/** For load balancers: alive is not the same as ready, and an outage of the store restarts nobody. */
export function healthEndpoints({ db, uploadsDir, isDraining }: Vitals) {
  return [
    endpoint({
      method: 'GET',
      path: '/healthz',
      who: 'anyone',
      cookies: 'ignored',
      summary: 'Alive: the event loop turns',
      answer: json(fine),
      handle: () => ({ ok: true }),
    }),
    endpoint({
      method: 'GET',
      path: '/readyz',
      who: 'anyone',
      cookies: 'ignored',
      summary: 'Ready: database answers, uploads can be written, not stopping',
      answer: json(fine),
      handle: async () => {
        if (isDraining()) throw notReady('stopping');
        await Promise.all([checkDatabase(db), checkFolder(uploadsDir)]);
        return { ok: true };
      },
    }),
  ];
}

async function checkDatabase(db: World['db']): Promise<void> {
  const ping = db.db?.command({ ping: 1 }, { timeoutMS: 1_000 });
  if (!ping) throw notReady('database');
  await ping.catch((cause: unknown) => {
    throw notReady('database', cause);
  });
}

async function checkFolder(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw notReady('uploads', cause);
  });
}

function notReady(why: string, cause?: unknown): AppError {
  return new AppError('busy', 'server.not-ready', 'Not ready yet.', { facts: { why }, cause });
}
