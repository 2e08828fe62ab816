import type { PaymentProvider, ProviderEvent } from './payment.ts';
import {
  LATER_MS,
  readEvent,
  sandboxNotFound,
  sandboxRef,
  signedEvent,
  stateAt,
  type SandboxAction,
  type SandboxPayment,
} from './sandbox.ts';
import type { SandboxStore } from './sandbox.store.ts';

interface Deps {
  pages: SandboxStore;
  publicUrl: URL;
  /** Signs the events. */
  secret: string;
  now: () => Date;
}

/** The pretended provider 演示支付: behaves as a real one, and moves no money. Never in production. */
export function createSandbox({ pages, publicUrl, secret, now }: Deps) {
  /** @throws AppError `payment.not-found` */
  async function get(ref: string): Promise<SandboxPayment> {
    const page = await pages.byId(ref);
    if (!page) throw sandboxNotFound(ref);
    return page;
  }

  const read = async (ref: string) => stateAt(await get(ref), now());

  const provider: PaymentProvider = {
    name: 'sandbox',
    async open(payment, key) {
      const _id = sandboxRef(key);
      await pages.insert({ ...payment, _id, state: 'open', declined: 0, refunds: [] });
      return { ref: _id, url: new URL(`/sandbox-pay/${_id}`, publicUrl).href };
    },
    read,
    async cancel(ref) {
      await pages.close(ref);
      return read(ref);
    },
    async refund({ captureRef, fen }, key) {
      const ref = captureRef.replace('cap_', '');
      await pages.refund(ref, { key, fen });
      return { state: 'succeeded', providerRef: `re_${key}` };
    },
    readRefund: (providerRef) => Promise.resolve({ state: 'succeeded', providerRef }),
    parseEvent: (raw, signature) => readEvent(raw, signature, secret),
  };

  /** What a person does on the page. Answers the event that a real provider would send. */
  async function act(
    ref: string,
    action: SandboxAction,
  ): Promise<{ raw: string; signature: string }> {
    const { groupId } = await get(ref);
    const at = now();
    if (action === 'pay') await pages.whileOpen(ref, { state: 'paid' }, at);
    if (action === 'close') await pages.close(ref);
    if (action === 'later') {
      const paidAfter = new Date(at.getTime() + LATER_MS);
      await pages.whileOpen(ref, { state: 'processing', paidAfter }, at);
    }
    if (action === 'decline') await Promise.all([pages.decline(ref), pages.fail(ref)]);
    const id = `evt_${ref}_${action}_${at.getTime()}`;
    const event: ProviderEvent = { id, type: `payment.${action}`, ref, groupId, at };
    return signedEvent(event, secret);
  }

  return { provider, get, act, read, find: (ref: string) => pages.byId(ref) };
}

export type Sandbox = ReturnType<typeof createSandbox>;
