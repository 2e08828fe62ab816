import type { CertificateSaid, LotRegistered, LotTested } from '../../shared/trace-fact.ts';
import type { Batch, Test } from './batch.ts';
import { cycleOf } from './batch.ts';
import type { PaperFacts, ProductFacts } from './batch.ports.ts';

/** E1 as the record wants it: harvested on a plot, or registered by its maker. */
export function registeredFact(
  batch: Batch,
  { opKey, at, product, papers }: Context & { papers: readonly PaperFacts[] },
): LotRegistered {
  const { code, sellerId, productId, grams, harvestedOn, producedOn, baseId, plotId } = batch;
  const cycle = cycleOf(batch);
  const certificate = certificateSaid(papers);
  return {
    kind: 'E1',
    opKey,
    at,
    byOrgId: sellerId,
    lot: { batchId: code, productId, grams },
    productName: product.nameZh,
    ...(harvestedOn !== null && { harvestedOn }),
    ...(producedOn !== null && { producedOn }),
    ...(baseId !== null && { baseId }),
    ...(plotId !== null && { plotNo: plotId.slice(plotId.indexOf('.') + 1) }),
    ...(cycle !== undefined && { cropCycle: cycle }),
    ...(certificate && { certificate }),
  };
}

interface Context {
  readonly opKey: string;
  readonly at: Date;
  readonly product: Pick<ProductFacts, 'nameZh'>;
}

/** E3: a screening 自检筛查 or a laboratory report of the lot. */
export function testedFact(batch: Batch, test: Test, opKey: string): LotTested {
  const { code, productId, grams, sellerId } = batch;
  const { inhibitionPermille, limitPermille, fileId } = test;
  return {
    kind: 'E3',
    opKey,
    at: test.at,
    byOrgId: sellerId,
    lot: { batchId: code, productId, grams },
    testNo: test.id,
    test: {
      kind: test.kind,
      item: test.item,
      method: test.method,
      verdict: test.verdict,
      ...(inhibitionPermille !== null && { inhibitionPermille }),
      ...(limitPermille !== null && { limitPermille }),
      ...(fileId !== null && { reportSha256: fileId }),
    },
  };
}

/** The certificate among these papers, if one is. */
export function certificateSaid(papers: readonly PaperFacts[]): CertificateSaid | undefined {
  const found = papers.find(({ certificate }) => certificate !== null);
  if (!found?.certificate) return undefined;
  const { style, basis } = found.certificate;
  return { no: found.no, style, basis: [...basis] };
}
