import type { Command } from '../../shared/command.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { CountyId } from '../../shared/facts/places.ts';

/** A producing base 基地 of one organisation, with its plots and what it was authorised to be. */
export interface Base {
  readonly id: string;
  readonly orgId: string;
  readonly command: Command;
  readonly registeredAt: Date;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly countyId: CountyId;
  /** Town and village, as on the certificate: 曹庄镇科技新村. */
  readonly village: string;
  readonly address: string | null;
  /** What grows there, in words. */
  readonly crop: string;
  /** Hundredths of a mu 亩; null where it is not known. */
  readonly areaMu100: number | null;
  /** Who answers for it, in the organisation's own words: 三组, never an identity. */
  readonly responsible: string | null;
  readonly photos: readonly string[];
  readonly plots: readonly Plot[];
  readonly authorisations: readonly Authorisation[];
}

/** A plot 地块: `_id` is `<baseId>.<n>`. */
export interface Plot {
  readonly n: number;
  readonly command: Command;
  readonly nameZh: string;
  readonly areaMu100: number;
  readonly productIds: readonly string[];
}

export const AUTHORISATION_KINDS = [
  'vegetable_basket_base',
  'co_built_project',
  'national_list',
  'honour',
  'closed_scheme',
] as const;
type AuthorisationKind = (typeof AUTHORISATION_KINDS)[number];

/** What a body has made of a base: 菜篮子基地, a co-built project, an honour. */
export interface Authorisation {
  readonly n: number;
  readonly command: Command;
  readonly kind: AuthorisationKind;
  readonly title: string;
  readonly body: string;
  /** Number of the document or plaque; null: 文号未公布. */
  readonly number: string | null;
  readonly productScopeIds: readonly string[];
  /** A day, a month or a year, as published. */
  readonly validFrom: string | null;
  /** null: 期限未公布. */
  readonly validTo: Day | null;
  /** The scan, a file of kind `paper`. */
  readonly fileId: string | null;
  /** An officer has seen the original. */
  readonly confirmed: { readonly by: string; readonly at: Date } | null;
}

/** The title 菜篮子基地 as it may be shown with goods. */
export interface BaseTitle {
  readonly baseId: string;
  readonly title: string;
  readonly body: string;
  readonly number: string | null;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly confirmed: boolean;
  /** 「2023-03-04 授权，文号未公布，期限未公布」, in both languages. */
  readonly wordsZh: string;
  readonly wordsEn: string;
}

/** How much one product may yield on one plot in one year 产量上限, and how much was harvested. */
export interface CropCycle {
  /** `<plotId>:<productId>:<year>` */
  readonly id: string;
  readonly plotId: string;
  readonly productId: string;
  readonly year: number;
  /** null: 产量上限未定, and harvest goes on. */
  readonly capG: number | null;
  readonly leftG: number | null;
  readonly harvestedG: number;
}

export type NewBase = Pick<
  Base,
  | 'nameZh'
  | 'nameEn'
  | 'countyId'
  | 'village'
  | 'address'
  | 'crop'
  | 'areaMu100'
  | 'responsible'
  | 'photos'
>;
export type NewPlot = Pick<Plot, 'nameZh' | 'areaMu100' | 'productIds'>;
export type NewAuthorisation = Omit<Authorisation, 'n' | 'command' | 'confirmed'>;

export function plotIdOf(baseId: string, n: number): string {
  return `${baseId}.${n}`;
}

/** The base and number that a plot's id names; undefined if it is no such id. */
export function readPlotId(plotId: string): { baseId: string; n: number } | undefined {
  const [, baseId, n] = /^(\w{11})\.([1-9]\d{0,2})$/.exec(plotId) ?? [];
  return baseId === undefined ? undefined : { baseId, n: Number(n) };
}

export function cycleIdOf(plotId: string, productId: string, year: number): string {
  return `${plotId}:${productId}:${year}`;
}

/**
 * What a plot can yield at most: hundredths of a mu times grams a mu, rounded down (`trace.md` §4.4).
 * null where no cap is known.
 */
export function capOf(areaMu100: number, capGPerMu: number | null): number | null {
  return capGPerMu === null ? null : Math.floor((areaMu100 * capGPerMu) / 100);
}

/**
 * The title that goods of this product, harvested on this base on this day, may carry
 * (`trace.md` §5.2): product in scope and day inside. Nothing else is a title: no honour, no project.
 */
export function titleOn(base: Base, productId: string, day: Day): BaseTitle | undefined {
  const found = base.authorisations.find(
    ({ kind, productScopeIds, validFrom, validTo }) =>
      kind === 'vegetable_basket_base' &&
      productScopeIds.includes(productId) &&
      validFrom !== null &&
      validFrom <= day &&
      (validTo === null || day <= validTo),
  );
  if (!found?.validFrom) return undefined;
  const { title, body, number, validFrom, validTo, confirmed } = found;
  return {
    ...{ baseId: base.id, title, body, number, validFrom, validTo },
    confirmed: confirmed !== null,
    ...termWords(found),
  };
}

/** Since when, under which number, until when; what was not published is said to be so. */
export function termWords({
  number,
  validFrom,
  validTo,
}: Pick<Authorisation, 'number' | 'validFrom' | 'validTo'>): { wordsZh: string; wordsEn: string } {
  const zh = [
    validFrom === null ? '日期未公布' : `${validFrom} 授权`,
    number === null ? '文号未公布' : `文号 ${number}`,
    validTo === null ? '期限未公布' : `有效至 ${validTo}`,
  ];
  const en = [
    validFrom === null ? 'date not published' : `authorised ${validFrom}`,
    number === null ? 'number not published' : `no. ${number}`,
    validTo === null ? 'term not published' : `valid until ${validTo}`,
  ];
  return { wordsZh: zh.join('，'), wordsEn: en.join(', ') };
}

export function baseNotFound(id: string): AppError {
  return new AppError('not-found', 'base.not-found', `There is no base ${id}.`);
}

export function plotNotFound(plotId: string): AppError {
  return new AppError('not-found', 'plot.not-found', `There is no plot ${plotId}.`);
}

/** Why a harvest was refused: with it the plot would have yielded more than it can. */
export function overCap({ capG, harvestedG }: CropCycle, askedG: number): AppError {
  const message = `This plot may yield ${capG ?? 0} g this year, ${harvestedG} g are harvested.`;
  return new AppError('conflict', 'harvest.over-yield-cap', message, {
    facts: { capG, usedG: harvestedG, askedG },
  });
}
