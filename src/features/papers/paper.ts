import type { Command } from '../../shared/command.ts';
import { dayAt, type Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { PAPER_KINDS as FACTS, type PaperKind } from '../../shared/facts/papers.ts';

export const PAPER_KINDS = FACTS.map(({ id }) => id);

/** 样式一 by who grew it, 样式二 by who collected it. */
export const CERTIFICATE_STYLES = ['producer', 'buyer'] as const;
/** 质量安全控制符合要求 · 自行检测合格 · 委托检测合格 */
export const CERTIFICATE_BASES = ['control', 'selfTest', 'entrustedTest'] as const;

/** The items of a 承诺达标合格证 (Order 2025 no. 4), frozen at issue. */
interface Certificate {
  readonly style: (typeof CERTIFICATE_STYLES)[number];
  readonly basis: readonly (typeof CERTIFICATE_BASES)[number][];
  readonly productId: string;
  /** 产品名称, as printed. */
  readonly product: string;
  /** 产地, to village or base. */
  readonly origin: string;
  /** 承诺主体. */
  readonly subject: string;
  /** 联系方式 of the organisation, never of a person. */
  readonly contact: string;
}

/** A test of a lot: 快检 is only ever 自检筛查, never a report. */
interface TestResult {
  readonly item: string;
  readonly method: string;
  readonly result: string;
  readonly verdict: 'pass' | 'fail';
}

/** A paper 证照: a certificate of our own form, or what others issued, with its scan. */
export interface Paper {
  readonly id: string;
  readonly orgId: string;
  readonly command: Command;
  readonly registeredAt: Date;
  readonly kind: PaperKind;
  /** As printed on it; of a certificate issued here, its code. Unique with kind and issuer. */
  readonly no: string;
  readonly issuer: string;
  readonly issuedOn: Day;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  /** The quantity it states: a pool that batches take from. null: it states none. */
  readonly grams: number | null;
  readonly leftG: number | null;
  /** The scan, a file of kind `paper`, whose id is the SHA-256 of it. */
  readonly fileId: string | null;
  readonly certificate: Certificate | null;
  readonly test: TestResult | null;
  /** Batches it was attached to. */
  readonly lots: readonly string[];
  readonly status: 'valid' | 'revoked';
}

export interface NewCertificate extends Certificate {
  readonly grams: number;
  readonly fileId: string | null;
}
export type NewPaper = Pick<
  Paper,
  'kind' | 'no' | 'issuer' | 'issuedOn' | 'validFrom' | 'validTo' | 'grams' | 'fileId' | 'test'
>;

/** Whether a paper speaks for what happens on this day. A failed test never does. */
export function validOn(
  { status, validFrom, validTo, test }: Pick<Paper, 'status' | 'validFrom' | 'validTo' | 'test'>,
  day: Day,
): boolean {
  return (
    status === 'valid' &&
    validFrom <= day &&
    (validTo === null || day <= validTo) &&
    test?.verdict !== 'fail'
  );
}

/** The kinds of paper that are wanted and not there on this day. */
export function missingKinds(
  papers: readonly Paper[],
  wanted: readonly PaperKind[],
  day: Day,
): PaperKind[] {
  return wanted.filter(
    (kind) => !papers.some((paper) => paper.kind === kind && validOn(paper, day)),
  );
}

/** Why grams could not be taken from a paper; the store decided, this explains. */
export function takeRefusal(paper: Paper, g: number, now: Date): AppError {
  const { id, leftG } = paper;
  if (!validOn(paper, dayAt(now))) {
    return new AppError('conflict', 'paper.not-valid', `Paper ${id} is not valid today.`, {
      facts: { paperId: id },
    });
  }
  if (leftG !== null && leftG < g) {
    return new AppError('conflict', 'paper.used-up', `Paper ${id} has ${leftG} g left.`, {
      facts: { paperId: id, leftG, askedG: g },
    });
  }
  return new AppError('busy', 'paper.busy', `Paper ${id} is in high demand. Please try again.`);
}

export function paperNotFound(id: string): AppError {
  return new AppError('not-found', 'paper.not-found', `There is no paper ${id}.`);
}
