import type { Notifications } from '../features/notifications/index.ts';
import {
  createStanding,
  createStandingRuns,
  createStandingStore,
  type Ordering,
} from '../features/ordering/index.ts';
import type { Orders } from '../features/orders/index.ts';
import type { OrganisationService } from '../features/organisations/index.ts';
import type { ShopService } from '../features/catalogue/index.ts';
import type { World } from './world.ts';

interface Parts {
  readonly ordering: Ordering;
  readonly orders: Pick<Orders, 'history'>;
  readonly organisations: Pick<OrganisationService, 'membershipsOf'>;
  readonly notifications: Pick<Notifications, 'send'>;
  readonly shop: Pick<ShopService, 'allOffered'>;
}

/** Standing orders, and the orders that become of them. */
export function createStandingCare({ db, now }: Pick<World, 'db' | 'now'>, parts: Parts) {
  const { ordering, orders, organisations, notifications, shop } = parts;
  const standing = createStandingStore(db);
  const runs = createStandingRuns({
    ...{ standing, ordering, now },
    isBuyer: async (userId, orgId) =>
      (await organisations.membershipsOf(userId)).some(
        (own) => own.orgId === orgId && own.duties.includes('buyer'),
      ),
    tell: ({ id, buyerId, deliveryDate, state, wishes, rows }) =>
      notifications.send({
        ...{ _id: id, orgId: buyerId, kind: 'standing-report', href: '/canteen/standing' },
        facts: {
          day: deliveryDate,
          lines: state === 'placed' ? wishes.length : 0,
          changes: rows.length,
        },
      }),
  });
  return createStanding({
    ...{ standing, runs, ordering, now, allOffered: shop.allOffered },
    groupsOf: async (buyerId) => (await orders.history.ofBuyer(buyerId)).map(({ group }) => group),
  });
}
