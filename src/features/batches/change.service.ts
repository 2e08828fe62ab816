import { createHash } from 'node:crypto';
import type { Actor, Owners } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { base32 } from '../../shared/hash.ts';
import type { StockStore } from '../pools/index.ts';
import {
  batchBusy,
  batchNotFound,
  logEntry,
  ownersOfBatch,
  refusalError,
  type Batch,
  type LogEntry,
} from './batch.ts';
import type { AttachFiles } from './batch.ports.ts';
import type { BatchStore, Checked } from './batch.store.ts';
import type { BatchJob } from './job.service.ts';
import type { Ports } from './submission.service.ts';

export interface WritingDeps {
  readonly batches: BatchStore;
  readonly ports: Ports & { readonly attachFiles: AttachFiles };
  readonly stock: StockStore;
  readonly job: BatchJob;
  readonly newCode: () => string;
  readonly now: () => Date;
}

/** Who asks, and with which command: once, however often it comes. */
export interface By {
  readonly sellerId: string;
  readonly userId: string;
  readonly command: Command;
}

const TRIES = 5;

/** Checked changes, and what they came to. */
export function createChanges({ batches, now }: Pick<WritingDeps, 'batches' | 'now'>) {
  /** Makes one checked change, once per command; what was changed meanwhile is read again. */
  async function change(code: string, by: Omit<By, 'sellerId'> & Acting, make: Make) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const batch = await get(code);
      if (by.sellerId !== undefined && batch.sellerId !== by.sellerId) throw batchNotFound(code);
      const earlier = batch.commands.find(({ key }) => key === by.command.key);
      if (earlier) {
        checkRepeat(earlier, by.command);
        return;
      }
      const { sellerId, rev } = batch;
      const checked = (kind: LogEntry['kind'], words = ''): Checked => {
        const log = logEntry(kind, { id: by.command.key, by: by.userId, at: now(), words });
        return { code, sellerId, rev, command: by.command, log };
      };
      if (await make(batch, checked)) return;
    }
    throw batchBusy(code);
  }

  /** What a command came to, however late it is asked: the same refusal again. */
  async function answerAgain(code: string, key: string): Promise<Batch> {
    const batch = await get(code);
    const refusal = batch.refusals.find((each) => each.key === key);
    if (refusal) throw refusalError(refusal);
    return batch;
  }

  /** @throws AppError `batch.not-found` */
  async function get(code: string): Promise<Batch> {
    const batch = await batches.byCode(code);
    if (!batch) throw batchNotFound(code);
    return batch;
  }

  async function ownersOf(code: string): Promise<Owners | undefined> {
    const batch = await batches.byCode(code);
    return batch && ownersOfBatch(batch);
  }

  /** Whether no submission of it is under way, so that what it brought in may be put away. */
  async function isSettled(code: string): Promise<boolean> {
    return ['draft', 'submitted', 'rejected'].includes((await get(code)).step);
  }

  return { change, answerAgain, get, ownersOf, isSettled };
}

export type Changes = ReturnType<typeof createChanges>;

/** Whose batch it must be; undefined for those who own nothing, officers and operators. */
export interface Acting {
  readonly sellerId: string | undefined;
}

type Make = (
  batch: Batch,
  checked: (kind: LogEntry['kind'], words?: string) => Checked,
) => Promise<boolean>;

/** Whose batches an actor may change: a cooperative's own, everybody's for the others. */
export function actingFor({ role, orgId }: Actor): string | undefined {
  return role === 'cooperative' ? orgId : undefined;
}

/** An id from its cause: the command of this person. */
export function derivedId({ userId, command }: Pick<By, 'userId' | 'command'>): string {
  const digest = createHash('sha256').update(`${userId}\n${command.key}`).digest();
  return base32(digest, 16);
}
