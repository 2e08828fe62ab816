import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { sandboxModel, type SandboxDoc } from './sandbox.model.ts';
import type { SandboxPayment } from './sandbox.ts';

type Update = UpdateQueryKnownOnly<SandboxDoc>;
type Change = Partial<Pick<SandboxPayment, 'state' | 'paidAfter'>>;

/** Every way the pretended provider's pages are read or written. */
export function createSandboxStore(db: Connection) {
  const Pages = sandboxModel(db);

  return {
    /** Once per key. */
    async insert(page: SandboxPayment): Promise<void> {
      try {
        await Pages.create({ ...page, refunds: [] } as SandboxDoc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async byId(ref: string): Promise<SandboxPayment | undefined> {
      return ((await Pages.findOne({ _id: ref }).lean()) ?? undefined) as
        SandboxPayment | undefined; // lean: stored exactly as the type says
    },

    /** Only while the page is open. */
    async whileOpen(ref: string, change: Change, openAfter: Date): Promise<void> {
      await Pages.updateOne({ _id: ref, state: 'open', expiresAt: trusted({ $gt: openAfter }) }, {
        $set: change,
      } satisfies Update);
    },

    /** Closes a page that is open, expired or not. */
    async close(ref: string): Promise<void> {
      await Pages.updateOne({ _id: ref, state: 'open' }, {
        $set: { state: 'cancelled' },
      } satisfies Update);
    },

    async decline(ref: string): Promise<void> {
      await Pages.updateOne({ _id: ref, state: 'open' }, {
        $inc: { declined: 1 },
      } satisfies Update);
      // A payment under way that is declined has failed for good.
    },

    async fail(ref: string): Promise<void> {
      await Pages.updateOne({ _id: ref, state: 'processing' }, {
        $set: { state: 'failed' },
      } satisfies Update);
    },

    /** Once per key. */
    async refund(ref: string, refund: { key: string; fen: number }): Promise<void> {
      await Pages.updateOne({ _id: ref, 'refunds.key': trusted({ $ne: refund.key }) }, {
        $push: { refunds: refund },
      } satisfies Update);
    },
  };
}

export type SandboxStore = ReturnType<typeof createSandboxStore>;
