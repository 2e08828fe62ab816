import {
  createPaymentService,
  createPaymentStore,
  createRefundService,
  createRefundStore,
  createSandbox,
  createSandboxStore,
} from '../features/payments/index.ts';
import type { World } from './world.ts';

/** Consumers' money: who takes it, what was taken, what is given back. */
export function createTill(world: World) {
  const { db, now, publicUrl, installationSecret: secret } = world;
  const sandbox = createSandbox({ pages: createSandboxStore(db), publicUrl, secret, now });
  const provider = world.sandbox ? sandbox.provider : undefined;
  const payments = createPaymentStore(db);
  const { serving, ...sessions } = createPaymentService({ payments, provider, now });
  const refunds = createRefundService({ payments, refunds: createRefundStore(db), provider, now });
  return { sandbox, provider, payments, refunds, serving, sessions };
}
