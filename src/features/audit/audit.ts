import { createHash } from 'node:crypto';
import type { Actor } from '../../shared/actor.ts';

/** What somebody did, as features tell it. Told twice under one key, it is one entry. */
export interface Deed {
  /** Named after its cause, usually the command; without it each telling is a deed of its own. */
  readonly key?: string;
  readonly actor: Pick<Actor, 'userId' | 'orgId'>;
  /** `noun.verb` */
  readonly action: string;
  /** Id of what it was done to. */
  readonly target: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly why?: string;
}

/** An entry of the audit trail 审计: appended, chained to the one before, never changed. */
export interface AuditEntry {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  readonly key: string;
  readonly userId: string;
  readonly orgId: string;
  readonly action: string;
  readonly target: string;
  /** SHA-256 of what was there and of what came; empty where nothing was said. */
  readonly beforeHash: string;
  readonly afterHash: string;
  readonly why: string;
  readonly at: Date;
  readonly prevHash: string;
  readonly hash: string;
}

/** The entry that follows `last`: its hash covers everything in it and the hash before. */
export function nextEntry(
  last: Pick<AuditEntry, 'seq' | 'hash'> | undefined,
  deed: Deed & { readonly key: string },
  at: Date,
): AuditEntry {
  const { key, action, target, actor, before, after, why = '' } = deed;
  const facts = {
    seq: (last?.seq ?? 0) + 1,
    key,
    userId: actor.userId,
    orgId: actor.orgId,
    action,
    target,
    beforeHash: before === undefined ? '' : sha256(before),
    afterHash: after === undefined ? '' : sha256(after),
    why,
    prevHash: last?.hash ?? '',
  };
  return { ...facts, at, hash: hashOf({ ...facts, at }) };
}

/** What `hash` of an untouched entry is. */
function hashOf({ at, ...facts }: Omit<AuditEntry, 'hash'>): string {
  return sha256({ ...facts, at: at.toISOString() });
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, inOrder)).digest('hex');
}

/** The same fields in another order are the same content. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
