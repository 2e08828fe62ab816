import type { Day } from '../../shared/day.ts';
import type { AppError } from '../../shared/errors.ts';
import type { LegalClass } from '../../shared/facts/legal-classes.ts';
import type { PaperKind } from '../../shared/facts/papers.ts';

/** What batches ask of other features. Each may be repeated. */
type Outcome = { readonly done: true } | { readonly done: false; readonly refusal: AppError };

/** A product, as far as a batch is concerned. */
export interface ProductFacts {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly countyId: string;
  readonly legalClass: LegalClass;
  readonly papersRequired: readonly PaperKind[];
  readonly shelfLifeDays: number | null;
}

/** A paper, as far as a batch is concerned. */
export interface PaperFacts {
  readonly id: string;
  readonly orgId: string;
  readonly kind: PaperKind;
  readonly no: string;
  readonly issuer: string;
  readonly issuedOn: Day;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly grams: number | null;
  readonly leftG: number | null;
  readonly fileId: string | null;
  readonly status: 'valid' | 'revoked';
  readonly certificate: {
    readonly style: 'producer' | 'buyer';
    readonly basis: readonly ('control' | 'selfTest' | 'entrustedTest')[];
    readonly productId: string;
    readonly product: string;
    readonly origin: string;
    readonly subject: string;
    readonly contact: string;
  } | null;
  readonly test: {
    readonly item: string;
    readonly method: string;
    readonly result: string;
    readonly verdict: 'pass' | 'fail';
  } | null;
}

export interface PaperPort {
  readonly get: (id: string) => Promise<PaperFacts>;
  readonly validOn: (paper: PaperFacts, day: Day) => boolean;
  readonly takeGrams: (id: string, take: { key: string; g: number }) => Promise<Outcome>;
  readonly giveBack: (id: string, key: string) => Promise<void>;
  readonly attachTo: (id: string, batch: { orgId: string; code: string }) => Promise<void>;
  readonly detachFrom: (id: string, batch: { orgId: string; code: string }) => Promise<void>;
}

interface Harvest {
  readonly plotId: string;
  readonly productId: string;
  readonly year: number;
  readonly key: string;
}

/** A producing base and its plots, as far as a batch is concerned. */
export interface BaseFacts {
  readonly id: string;
  readonly orgId: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly countyId: string;
  readonly village: string;
  readonly plots: readonly { readonly n: number; readonly nameZh: string }[];
}

export interface BasePort {
  readonly get: (id: string) => Promise<BaseFacts>;
  readonly takeHarvest: (harvest: Harvest, g: number) => Promise<Outcome>;
  readonly giveBack: (harvest: Harvest) => Promise<void>;
}

/** Ties files to what they belong to, so that they stay. @throws AppError `file.not-found` */
export type AttachFiles = (
  fileIds: readonly string[],
  to: { readonly ref: string; readonly kind: 'photo' | 'paper'; readonly orgId: string },
) => Promise<void>;

/** What an officer said last of a batch. */
export interface NewestVerdict {
  readonly verdict: 'pass' | 'return' | 'suspicious';
  readonly words: string;
  readonly orgName: string;
  readonly at: Date;
}

/** The newest verification of each of these batches that has one. */
export type VerdictsOf = (codes: readonly string[]) => Promise<ReadonlyMap<string, NewestVerdict>>;
