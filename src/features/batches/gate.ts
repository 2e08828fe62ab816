import { legalClassFact, type LegalClass } from '../../shared/facts/legal-classes.ts';
import type { PaperKind } from '../../shared/facts/papers.ts';
import type { Batch, Test } from './batch.ts';

/** What the gate knows of a product. */
export interface GateProduct {
  readonly id: string;
  readonly legalClass: LegalClass;
  readonly papersRequired: readonly PaperKind[];
}

/** What the gate knows of a paper attached to the batch. */
export interface GatePaper {
  readonly id: string;
  readonly kind: PaperKind;
  /** A licence counts on the day of production, everything else today. */
  readonly isValid: boolean;
  /** The quantity it states; null: none. */
  readonly grams: number | null;
  readonly certificate: {
    readonly style: 'producer' | 'buyer';
    readonly basis: readonly ('control' | 'selfTest' | 'entrustedTest')[];
    readonly productId: string;
  } | null;
}

/** What is missing: a kind of paper, or what is wrong with the one that is there. */
export type Missing =
  | PaperKind
  | 'valid_certificate'
  | 'producer_certificate'
  | 'certificate_grams'
  | 'test_for_certificate'
  | 'licence_on_the_day'
  | 'passing_test'
  | 'preorders_bound';

/**
 * The release gate 放行 (`trace.md` §5.3): what a batch of this class still lacks. Empty: it may go on
 * sale. Pure; the write that follows is refused when anything changed since it was asked.
 */
export function missingFor(
  batch: Pick<Batch, 'tests' | 'productId' | 'kind' | 'grams'>,
  { product, papers, lifted }: GateFacts,
): Missing[] {
  const wanted = requiredPapers(product);
  const missing = new Set<Missing>(wanted.filter((kind) => !proved(kind, batch.tests, papers)));
  const certificates = papers.filter(({ kind }) => kind === 'conformity_certificate');
  if (wanted.includes('conformity_certificate') && certificates.length > 0) {
    for (const each of certificateGaps(batch, certificates, papers)) missing.add(each);
  }
  const licences = papers.filter(({ kind }) => kind === 'production_licence');
  if (wanted.includes('production_licence') && licences.length > 0) {
    if (!licences.some(({ isValid }) => isValid)) missing.add('licence_on_the_day');
  }
  const failed = batch.tests.filter(({ verdict }) => verdict === 'fail');
  if (failed.some(({ id }) => !lifted.includes(testStopId(id)))) missing.add('passing_test');
  return [...missing];
}

export interface GateFacts {
  readonly product: GateProduct;
  readonly papers: readonly GatePaper[];
  /** Stops that were lifted: a failed test whose stop was lifted no longer speaks. */
  readonly lifted: readonly string[];
}

/** The stop that a failed test puts on its batch. */
export function testStopId(testId: string): string {
  return `test:${testId}`;
}

/** Papers of the law and of the product itself. */
export function requiredPapers({ legalClass, papersRequired }: GateProduct): PaperKind[] {
  return [...new Set([...legalClassFact(legalClass).required, ...papersRequired])];
}

/** By a valid paper; a test also by its result entered here. */
function proved(kind: PaperKind, tests: readonly Test[], papers: readonly GatePaper[]): boolean {
  if (papers.some((paper) => paper.kind === kind && paper.isValid)) return true;
  if (kind === 'rapid_test') return passed(tests, 'rapid');
  return kind === 'lab_report' && passed(tests, 'laboratory');
}

/**
 * A certificate of this product that covers the batch, by its grower for what he harvested, and a
 * passing test of the lot where it says that one was made. The first of them that is wrong is named.
 */
function certificateGaps(
  { tests, productId, kind, grams }: Pick<Batch, 'tests' | 'productId' | 'kind' | 'grams'>,
  certificates: readonly GatePaper[],
  papers: readonly GatePaper[],
): Missing[] {
  const ofProduct = certificates.filter(
    ({ certificate, isValid }) => isValid && (!certificate || certificate.productId === productId),
  );
  if (ofProduct.length === 0) return ['valid_certificate'];
  const right = ofProduct.filter(
    ({ certificate }) => kind !== 'harvested' || (certificate?.style ?? 'producer') === 'producer',
  );
  if (right.length === 0) return ['producer_certificate'];
  const covering = right.filter((paper) => paper.grams !== null && paper.grams >= grams);
  if (covering.length === 0) return ['certificate_grams'];
  const basis = new Set(covering.flatMap(({ certificate }) => certificate?.basis ?? []));
  return isBasisProved(basis, tests, papers) ? [] : ['test_for_certificate'];
}

function isBasisProved(
  basis: ReadonlySet<string>,
  tests: readonly Test[],
  papers: readonly GatePaper[],
): boolean {
  if (basis.has('control')) return true;
  const sent = proved('lab_report', tests, papers);
  if (basis.has('entrustedTest') && !sent) return false;
  return !basis.has('selfTest') || sent || proved('rapid_test', tests, papers);
}

function passed(tests: readonly Test[], kind: Test['kind']): boolean {
  return tests.some((test) => test.kind === kind && test.verdict === 'pass');
}

/** How far the papers are: `资料 4/6`. Photos count as one. */
export function readiness(
  batch: Pick<Batch, 'tests' | 'photos' | 'productId'>,
  facts: Pick<GateFacts, 'product' | 'papers'>,
): { done: number; of: number } {
  const wanted = requiredPapers(facts.product);
  const done = wanted.filter((kind) => proved(kind, batch.tests, facts.papers)).length;
  return { done: done + (batch.photos.length > 0 ? 1 : 0), of: wanted.length + 1 };
}
