import { createAccountEffects } from './order-account-effects.service.ts';
import { createApprovalService } from './approval.service.ts';
import { createGroupHolds } from './group-holds.service.ts';
import { createGroupPayment } from './group-payment.service.ts';
import type { FindCandidates, FindInstead, LimitsOf, Pools, Till } from './group-ports.ts';
import { createGroupTaking } from './group-taking.service.ts';
import { createReservations } from './group-reservations.service.ts';
import { createGroupSplit } from './group-split.service.ts';
import { createGroupSteps } from './group-steps.service.ts';
import { createOrderAccountService } from './order-account.service.ts';
import { createOrderGroupService } from './order-group.service.ts';
import { createOrderHistory } from './order-history.service.ts';
import { createOrderSteps } from './order-steps.service.ts';
import { createPreorders } from './order-preorder.service.ts';
import { createOrderWork } from './order-work.service.ts';
import { createOrderService } from './order.service.ts';
import type { OrderStores } from './orders.store.ts';

interface Deps {
  stores: OrderStores;
  pools: Pools;
  limitsOf: LimitsOf;
  findCandidates: FindCandidates;
  /** Other goods for a line that is short; none unless said. */
  findInstead?: FindInstead;
  till: Till;
  /** Writes a row of an order's account into the ledger. */
  post?: PostRow;
  now: () => Date;
}

type PostRow = Parameters<typeof createAccountEffects>[0]['post'];
const noLedger: PostRow = () => Promise.resolve();

/** Everything about orders, put together: groups, their orders, their money. */
export function createOrders({
  stores,
  pools,
  limitsOf,
  findCandidates,
  till,
  now,
  post = noLedger,
  ...more
}: Deps) {
  const { findInstead = nothingInstead } = more;
  const { groups: groupStore, orders: orderStore } = stores;
  const accounts = createOrderAccountService({ accounts: stores.accounts, now });

  const work = createOrderWork({ orders: orderStore, pools, findCandidates, now });
  const { advance: follow, resume } = createAccountEffects({
    ...{ accounts: stores.accounts, pools, post, now },
  });
  const orderSteps = createOrderSteps({
    ...{ orders: orderStore, accounts, pools, work, now },
    refund: till.refund,
  });
  const orders = createOrderService({ orders: orderStore, steps: orderSteps, now });
  const taking = createReservations({ pools, findCandidates, findInstead, now });
  const { firstPlan, take } = createGroupTaking({ groups: groupStore, taking, limitsOf, now });
  const holds = {
    ...createGroupHolds({ groups: groupStore, pools, taking, now }),
    firstPlan,
    take,
  };
  const payment = createGroupPayment({ groups: groupStore, till, now });
  const split = createGroupSplit({
    ...{ groups: groupStore, refund: till.refund, now },
    insertOrder: (order) => orderStore.insert(order, now()),
    openAccount: accounts.open,
  });
  const steps = createGroupSteps({ groups: groupStore, holds, payment, split, now });
  const groups = createOrderGroupService({ groups: groupStore, holds, payment, steps, now });
  const preorders = createPreorders({
    ...{ orders: orderStore, advance: orderSteps.advance, now },
    advanceGroup: groups.advance,
    groupsWaitingFor: groups.batchStopped,
  });
  const approvals = createApprovalService({
    ...{ groups: groupStore, get: groups.get, advance: groups.advance, now },
  });
  const history = createOrderHistory({
    ...{ groups: groupStore, orders: orderStore, accounts: stores.accounts },
  });

  const money = { ...accounts, follow, resume };
  return { groups, orders, work, accounts: money, approvals, history, preorders };
}

const nothingInstead: FindInstead = () => Promise.resolve([]);

export type Orders = ReturnType<typeof createOrders>;
