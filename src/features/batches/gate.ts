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
  readonly isValid: boolean;
  readonly certificate: {
    readonly style: 'producer' | 'buyer';
    readonly basis: readonly ('control' | 'selfTest' | 'entrustedTest')[];
    readonly productId: string;
  } | null;
}

/** What is missing: a kind of paper, or what a certificate says and nothing proves. */
export type Missing = PaperKind | 'test_for_certificate' | 'valid_certificate' | 'passing_test';

/**
 * The release gate 放行 (`trace.md` §5.3): what a batch of this class still lacks. Empty: it may go on
 * sale. Pure; the write that follows is refused when anything changed since it was asked.
 */
export function missingFor(
  batch: Pick<Batch, 'tests' | 'productId'>,
  { product, papers, lifted }: GateFacts,
): Missing[] {
  const wanted = requiredPapers(product);
  const missing = new Set<Missing>(wanted.filter((kind) => !proved(kind, batch.tests, papers)));
  const certificates = papers.filter(({ kind }) => kind === 'conformity_certificate');
  if (wanted.includes('conformity_certificate') && certificates.length > 0) {
    for (const each of certificateGaps(batch, certificates, papers)) missing.add(each);
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

/** A certificate of this product, and a passing test of the lot where it says that one was made. */
function certificateGaps(
  { tests, productId }: Pick<Batch, 'tests' | 'productId'>,
  certificates: readonly GatePaper[],
  papers: readonly GatePaper[],
): Missing[] {
  const right = certificates.filter(
    ({ certificate, isValid }) => isValid && (!certificate || certificate.productId === productId),
  );
  if (right.length === 0) return ['valid_certificate'];
  const basis = new Set(right.flatMap(({ certificate }) => certificate?.basis ?? []));
  const selfTested = proved('rapid_test', tests, papers) || proved('lab_report', tests, papers);
  const unproved =
    (basis.has('selfTest') && !selfTested) ||
    (basis.has('entrustedTest') && !proved('lab_report', tests, papers));
  return unproved && !basis.has('control') ? ['test_for_certificate'] : [];
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
