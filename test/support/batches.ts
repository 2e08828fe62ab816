import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NewProduct } from '../../src/features/catalogue/product.ts';
import type { Batch, NewBatch } from '../../src/features/batches/index.ts';
import { dayAt } from '../../src/shared/day.ts';
import type { TestApp } from './app.ts';
import { aBaseWithPlot } from './bases.ts';
import { aCommand, aProduct } from './catalogue.ts';
import { aNewCertificate } from './papers.ts';
import { aSmallPhoto } from './photos.ts';
import { sha256 } from './uploads.ts';

interface OfBatch {
  readonly sellerId?: string;
  readonly productId?: string;
  /** What the product is, where it is not there yet. */
  readonly product?: Partial<NewProduct>;
  readonly grams?: number;
  /** Today, unless said otherwise. */
  readonly harvestedOn?: string;
  /** A plot of the seller; a new base with one unless said. */
  readonly plotId?: string;
  /** Grams the certificate states: as many as the batch unless said. */
  readonly certifiedG?: number;
}

type Has = Pick<TestApp, 'services' | 'clock'>;

/** A photo of a seller, stored; the same bytes are the same file, so the second costs nothing. */
export async function aStoredPhoto({ services }: Has, orgId: string): Promise<string> {
  const content = await aSmallPhoto(1_001);
  const folder = await mkdtemp(path.join(tmpdir(), 'suhang-photo-'));
  const incoming = { path: path.join(folder, 'photo.jpg'), sha256: sha256(content) };
  await writeFile(incoming.path, content);
  const { id } = await services.media.storePhoto(incoming, { userId: `u-${orgId}`, orgId });
  await rm(folder, { recursive: true });
  return id;
}

/** A draft of a harvest of `ds-pear-1`, without photos and papers; made through the services. */
export async function aDraft(app: Has, of: OfBatch = {}): Promise<Batch> {
  const { sellerId = 'org-1', productId = 'ds-pear-1', grams = 100_000 } = of;
  await aProduct(app, { ...of.product, id: productId });
  const plotId = of.plotId ?? (await aPlotOf(app, sellerId, productId));
  const draft: NewBatch = {
    kind: 'harvested',
    productId,
    baseId: plotId.slice(0, plotId.indexOf('.')),
    plotId,
    harvestedOn: of.harvestedOn ?? dayAt(app.clock.now()),
    works: null,
    producedOn: null,
    grams,
    note: null,
  };
  return app.services.batches.draft(draft, aBy(sellerId));
}

async function aPlotOf(app: Has, orgId: string, productId: string): Promise<string> {
  const plot = { productIds: [productId], areaMu100: 1_000_000 };
  return (await aBaseWithPlot(app, { orgId, plot })).plotId;
}

/** A draft with a photo and a certificate of its grams: ready to be submitted. */
export async function aReadyDraft(app: Has, of: OfBatch = {}): Promise<Batch> {
  const { sellerId = 'org-1', productId = 'ds-pear-1', grams = 100_000, certifiedG = grams } = of;
  const { services } = app;
  const { code } = await aDraft(app, of);
  await services.batches.setPhotos(code, [await aStoredPhoto(app, sellerId)], aBy(sellerId));
  const certificate = aNewCertificate({ productId, grams: certifiedG });
  const issued = { orgId: sellerId, command: aCommand() };
  const { id } = await services.papers.issue(certificate, issued);
  await services.batches.setPapers(code, [id], aBy(sellerId));
  return services.batches.get(code);
}

/** The code of a batch on sale, by the way every batch takes: draft, photo, paper, submission, gate. */
export async function aReleasedBatch(app: Has, of: OfBatch = {}): Promise<string> {
  const { sellerId = 'org-1' } = of;
  const { code } = await aReadyDraft(app, of);
  await app.services.batches.submit(code, aBy(sellerId));
  const { status, missing } = await app.services.batches.view(code);
  if (status !== 'released') throw new Error(`${code} is ${status}: ${missing.join()}`);
  return code;
}

/** A member of this seller with a command nobody gave before. */
export function aBy(sellerId: string) {
  return { sellerId, userId: `u-${sellerId}`, command: aCommand() };
}
