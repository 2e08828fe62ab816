import { nextEntry, type AuditEntry, type Deed } from './audit.ts';
import type { AuditStore } from './audit.store.ts';

interface Deps {
  entries: AuditStore;
  newCode: () => string;
  now: () => Date;
}

/** Who did what, before and after, why: appended and never changed. */
export function createAuditService({ entries, newCode, now }: Deps) {
  /** Appends an entry, once per key, behind the one that is last at that moment. */
  async function record(deed: Deed): Promise<void> {
    const keyed = { ...deed, key: deed.key ?? newCode() };
    for (let tries = 0; tries < 50; tries += 1) {
      if (await entries.byKey(keyed.key)) return;
      if (await entries.insert(nextEntry(await entries.last(), keyed, now()))) return;
      // somebody else took this place in the chain: the next one
    }
    throw new Error('fifty others were faster to the audit trail');
  }

  /** What was done to a thing, the newest first. */
  function of(target: string): Promise<AuditEntry[]> {
    return entries.ofTarget(target);
  }

  return { record, of };
}
