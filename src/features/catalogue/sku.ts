import type { Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import type { CutoffClass } from '../../shared/facts/delivery-rules.ts';
import type { LegalClass } from '../../shared/facts/legal-classes.ts';
import type { Price } from '../../shared/money.ts';
import { isWholeStep } from '../../shared/units.ts';
import { cutoffClassOf, hasNoReasonReturn, type Product } from './product.ts';

/** By what a price counts. `kg` and `jin` are weighed; the others are counted. */
export const SOLD_BY = ['kg', 'jin', 'piece', 'box', 'bag'] as const;
type SoldBy = (typeof SOLD_BY)[number];

/** A pack in which a product is sold 规格. What it holds is in its versions. */
export interface Sku {
  /** `<productId>.<pack>`, such as `ds-pear-1.box5`. */
  readonly id: string;
  readonly productId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** What one unit is called: 箱 box, 筐 crate. */
  readonly packZh: string;
  readonly packEn: string;
  /** Fruits in a box, cans in a case; null where nobody counts. */
  readonly innerPieces: number | null;
  /** The newest version, from 1. */
  readonly version: number;
}

/** What a pack was at a time. Never changes: orders name it. */
export interface SkuVersion {
  /** `<skuId>:v<n>`. */
  readonly id: string;
  readonly skuId: string;
  readonly productId: string;
  readonly n: number;
  readonly soldBy: SoldBy;
  /** Grams of one unit as ordered, and what a unit may weigh at most and at least. */
  readonly nominalG: number;
  readonly minG: number;
  readonly maxG: number;
  /** Orders are multiples of this many units, and no fewer than `minUnits`; decimals only by weight. */
  readonly stepUnits: number;
  readonly minUnits: number;
  readonly shelfLifeDays: number | null;
  /** Days that must be left after the delivery. */
  readonly lifeLeftDays: number;
  readonly cutoffClass: CutoffClass;
  readonly legalClass: LegalClass;
  /** 七日无理由退货 applies. */
  readonly noReason: boolean;
  readonly createdAt: Date;
  readonly command: Command;
}

/** What a pack holds, as the operator enters it. */
export interface Pack {
  readonly soldBy: SoldBy;
  readonly nominalG: number;
  readonly minG: number;
  readonly maxG: number;
  readonly stepUnits: number;
  readonly minUnits: number;
  readonly lifeLeftDays: number;
}

export type NewSku = Omit<Sku, 'version'> & { readonly pack: Pack };

interface At {
  readonly now: Date;
  readonly command: Command;
}

/**
 * The n-th version of a sku: what is entered, and what follows from the product.
 * @throws AppError `sku.weights-crossed`, `sku.step-wrong`
 */
export function startVersion(
  { id, n, product }: { id: string; n: number; product: Product },
  pack: Pack,
  { now, command }: At,
): SkuVersion {
  if (pack.minG > pack.nominalG || pack.nominalG > pack.maxG) {
    const message = 'The weight of a unit lies between its least and its most.';
    throw new AppError('invalid', 'sku.weights-crossed', message);
  }
  checkSteps(pack);
  return {
    ...pack,
    id: versionId(id, n),
    skuId: id,
    productId: product.id,
    n,
    shelfLifeDays: product.shelfLifeDays,
    cutoffClass: cutoffClassOf(product),
    legalClass: product.legalClass,
    noReason: hasNoReasonReturn(product),
    createdAt: now,
    command,
  };
}

/** Packs are counted whole; what is weighed may be ordered in parts that are whole grams. */
function checkSteps(pack: Pack): void {
  const steps = [pack.stepUnits, pack.minUnits];
  const isWhole = isWeighed(pack)
    ? steps.every((step) => isWholeStep(step, pack))
    : steps.every(Number.isInteger);
  if (isWhole) return;
  throw new AppError('invalid', 'sku.step-wrong', 'Such a part of a unit cannot be ordered.', {
    facts: { stepUnits: pack.stepUnits, minUnits: pack.minUnits },
  });
}

export function versionId(skuId: string, n: number): string {
  return `${skuId}:v${n}`;
}

/** Whether its price counts grams: the accepted weight decides what is paid. */
function isWeighed({ soldBy }: Pick<SkuVersion, 'soldBy'>): boolean {
  return soldBy === 'kg' || soldBy === 'jin';
}

/**
 * A price counts what the pack is sold by: grams, or units. A counted pack may also be priced by
 * weight 按件下单按斤结算: ordered by the box, paid by what the buyer's scale shows.
 * @throws AppError `offer.price-unit-wrong`
 */
export function checkPriceUnit(version: Pick<SkuVersion, 'soldBy'>, price: Price): void {
  if (isWeighed(version) && !('perG' in price)) {
    const message = `A pack sold by ${version.soldBy} has a price by the same.`;
    throw new AppError('invalid', 'offer.price-unit-wrong', message, {
      facts: { soldBy: version.soldBy },
    });
  }
}

export function skuNotFound(id: string): AppError {
  return new AppError('not-found', 'sku.not-found', `There is no sku ${id}.`);
}
