import { aSeller } from '../support/sellers.ts';
import { anOffer } from '../support/catalogue.ts';
import { aReleasedBatch } from '../support/batches.ts';
import type { TestApp } from '../support/app.ts';
import { accountsSamples } from './samples-accounts.ts';
import { aBaseWithPlot, aNewAuthorisation, aCommand } from '../support/bases.ts';
import { aCertificateId } from '../support/papers.ts';
import { orderSamples } from './samples-orders.ts';
import { shippingSamples } from './samples-shipping.ts';

/** How the sweep looks at a page: with real names in its path, as somebody who may see it. */
export interface Sample {
  /** Real values for the `:names` of the path. */
  readonly params?: Readonly<Record<string, string>>;
  /** Added to the address, such as `q=su`. */
  readonly query?: string;
  /** The session, as test credentials read it: `canteen+buyer@org-1`. By itself: whom `who` names first. */
  readonly as?: string;
  /** kB over the wire of the document, scripts and style sheets, where the class of the screen allows others. */
  readonly budget?: Partial<Budget>;
  /** What the page answers, unless 200. */
  readonly status?: number;
  /** Other states of the page: looked at on a phone, in Chinese. */
  readonly also?: readonly Pick<Sample, 'params' | 'status'>[];
}

export interface Budget {
  readonly html: number;
  readonly js: number;
  readonly css: number;
}

/** Makes what the pages of an area show, through services, and says where it is: path → sample. */
type AreaSamples = (app: TestApp) => Promise<Readonly<Record<string, Sample>>>;

const docs: AreaSamples = () =>
  Promise.resolve({ '/problems/:code': { params: { code: 'role.forbidden' } } });

const bases: AreaSamples = async (app) => {
  const { baseId } = await aBaseWithPlot(app);
  const by = { orgId: 'org-1', command: aCommand() };
  await app.services.bases.addAuthorisation(baseId, aNewAuthorisation(), by);
  await aCertificateId(app);
  return { '/coop/bases/:id': { params: { id: baseId } } };
};

/** A pear with a batch on sale, in a shop of two offers, one of them sold out. */
const shop: AreaSamples = async (app) => {
  const sellerId = await aSeller(app);
  await anOffer(app, { sellerId });
  await anOffer(app, { sellerId, productId: 'lb-egg' });
  await aReleasedBatch(app, { sellerId });
  return {
    '/p/:productId': { params: { productId: 'ds-pear-1' } },
    '/coop/offers': { as: `cooperative@${sellerId}` },
  };
};

/** Each area adds its own; a page with params and no sample fails the sweep. */
const AREAS: readonly AreaSamples[] = [
  accountsSamples,
  orderSamples,
  shippingSamples,
  bases,
  docs,
  shop,
];

export async function samplesFor(app: TestApp): Promise<Readonly<Record<string, Sample>>> {
  const all: Record<string, Sample> = {};
  for (const area of AREAS) Object.assign(all, await area(app));
  return all;
}
