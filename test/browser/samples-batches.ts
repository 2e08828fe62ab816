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
  const made = await packedOf(app, { sellerId, userId: officer.userId });
  await trace.drain();

  const params = { code: batch };
  const seller = { as: `cooperative@${sellerId}`, params };
  return {
    '/coop/work': { as: seller.as },
    '/coop/batches': { as: seller.as },
    '/coop/batches/new': { as: seller.as },
    '/coop/batches/:code': {
      ...seller,
      also: [{ params: { code: stopped } }, { params: { code: made } }],
      budget: { js: 22 }, // photos, papers, tests, stops and lineage
    },
    '/coop/batches/:code/labels': seller,
    '/officer/check/:code': {
      params,
      also: [{ params: { code: stopped } }, { params: { code: made } }],
    },
    '/b/:code': {
      params,
      also: [
        { params: { code: stopped } },
        { params: { code: made } },
        { params: { code: mistyped(batch) }, status: 400 },
        { params: { code: '7KQ2M9XW4A2' }, status: 404 },
      ],
    },
  };
}

/** A lot packed of another, with its parents and origins to show. */
async function packedOf(app: TestApp, { sellerId, userId }: { sellerId: string; userId: string }) {
  const productId = 'ds-pear-8';
  const batchId = await aReleasedBatch(app, { sellerId, productId, grams: 10_000 });
  const { outputs } = await app.services.making.make(
    {
      ...{ kind: 'pack', works: '分装间', note: null, wasteG: 0, outMaxPermille: null },
      ...{ inputs: [{ batchId, g: 4_000 }], outputs: [{ productId, g: 4_000 }] },
    },
    {
      actor: { userId, orgId: sellerId, role: 'cooperative', duties: ['packer'] },
      command: aCommand(),
    },
  );
  return outputs[0]?.code ?? '';
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
