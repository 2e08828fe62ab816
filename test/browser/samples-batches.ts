import type { TestApp } from '../support/app.ts';
import { aReleasedBatch } from '../support/batches.ts';
import { aCommand, enterOrganisation, theOperator } from '../support/people.ts';
import type { Trade } from '../support/shipping.ts';
import type { Sample } from './samples.ts';

/** A batch that went all the way and was checked by an officer, and one that was stopped. */
export async function batchSamples(
  app: TestApp,
  { batch, sellerId }: Trade,
): Promise<Readonly<Record<string, Sample>>> {
  const { batches, supervision, trace } = app.services;
  const officer = await anOfficer(app);
  const decision = { verdict: 'pass', words: '' } as const;
  await supervision.decide(batch, decision, { actor: officer, command: aCommand() });
  const stopped = await aReleasedBatch(app, { sellerId, productId: 'ds-pear-9', grams: 1_000 });
  await batches.stop(stopped, '抽检不合格', { actor: officer, command: aCommand() });
  await trace.drain();

  const params = { code: batch };
  const seller = { as: `cooperative@${sellerId}`, params };
  return {
    '/coop/batches': { as: seller.as },
    '/coop/batches/new': { as: seller.as },
    '/coop/batches/:code': {
      ...seller,
      also: [{ params: { code: stopped } }],
      budget: { js: 21 }, // photos, papers, tests and stops
    },
    '/coop/batches/:code/labels': seller,
    '/officer/check/:code': { params, also: [{ params: { code: stopped } }] },
    '/b/:code': {
      params,
      also: [
        { params: { code: stopped } },
        { params: { code: mistyped(batch) }, status: 400 },
        { params: { code: '7KQ2M9XW4A2' }, status: 404 },
      ],
    },
  };
}

async function anOfficer({ services }: TestApp) {
  const operator = await theOperator(services);
  const place = { kind: 'authority', nameZh: '西湖区商务局（示例）' } as const;
  const { orgId, admin } = await enterOrganisation(services, operator, place);
  return { userId: admin.userId, orgId, role: 'officer', duties: [] } as const;
}

/** The same code with its last character wrong. */
function mistyped(code: string): string {
  return code.slice(0, -1) + (code.endsWith('2') ? '3' : '2');
}
