import type { Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import type { Category } from '../../shared/facts/categories.ts';
import type { CutoffClass } from '../../shared/facts/delivery-rules.ts';
import { legalClassFact, type LegalClass } from '../../shared/facts/legal-classes.ts';
import { bannedPhraseIn } from '../../shared/facts/must-not-print.ts';
import type { PaperKind } from '../../shared/facts/papers.ts';
import type { CountyId } from '../../shared/facts/places.ts';
import type { TemperatureZone } from '../../shared/facts/temperature-zones.ts';

/** What a farm or a works makes 商品: everything about it that is the same in every pack and batch. */
export interface Product {
  /** A key such as `ds-pear-1`; also the address of its page. */
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly countyId: CountyId;
  readonly category: Category;
  readonly legalClass: LegalClass;
  /** Every paper a batch of it needs before it is sold; at least those of its legal class. */
  readonly papersRequired: readonly PaperKind[];
  readonly varietiesZh: readonly string[];
  /** From the day of harvest or production; null: no date, such as wine. */
  readonly shelfLifeDays: number | null;
  /** How it is kept, in whole degrees Celsius. */
  readonly storageC: { readonly min: number; readonly max: number };
  readonly temperatureZone: TemperatureZone;
  /** Months, 1 to 12. */
  readonly harvestMonths: readonly number[];
  readonly supplyMonths: readonly number[];
  readonly canteenAllowed: boolean;
  /** Raw and intermediate goods, live animals: batches are made of them, nobody buys them here. */
  readonly internal: boolean;
  /** Certificate names it could bear. None is printed without its licensed holder, scope and term. */
  readonly markIds: readonly string[];
  /** Two or three sentences for its page; may be empty. */
  readonly storyZh: string;
  readonly storyEn: string;
  /** Files of `media`; empty: the page draws. */
  readonly photoIds: readonly string[];
  readonly createdAt: Date;
  readonly command: Command;
}

export type NewProduct = Omit<Product, 'createdAt' | 'command'>;

/**
 * A new product, with the papers of its class among those it needs.
 * @throws AppError `product.papers-missing`, `product.banned-words`
 */
export function startProduct(
  draft: NewProduct,
  { now, command }: { now: Date; command: Command },
): Product {
  const missing = legalClassFact(draft.legalClass).required.filter(
    (paper) => !draft.papersRequired.includes(paper),
  );
  if (missing.length > 0) {
    const message = `Goods of class ${draft.legalClass} need ${missing.join(', ')}.`;
    throw new AppError('invalid', 'product.papers-missing', message, { facts: { missing } });
  }
  checkWords(draft);
  return { ...draft, createdAt: now, command };
}

/** Whether it may stand in shop or order sheet at all. */
export function isListed({ internal, legalClass }: Product): boolean {
  return !internal && legalClass !== 'live_animal';
}

/** Adults only, and never a canteen (`orders.md` §5). */
export function isForAdultsOnly({ legalClass }: Pick<Product, 'legalClass'>): boolean {
  return legalClassFact(legalClass).buyers?.includes('adult_consumer') ?? false;
}

/** On which cut-off its goods depend (`orders.md` §9). Leaf vegetables are cut to order. */
export function cutoffClassOf(
  product: Pick<Product, 'id' | 'legalClass' | 'temperatureZone'>,
): CutoffClass {
  if (product.id.startsWith('ds-leaf-')) return 'leaf';
  if (product.temperatureZone === 'frozen') return 'frozen';
  if (product.legalClass === 'meat') return 'meat';
  return product.temperatureZone === 'ambient' ? 'dry' : 'fresh';
}

/** Whether 七日无理由退货 applies: 消费者权益保护法 art. 25 leaves fresh and perishable goods out. */
export function hasNoReasonReturn({ temperatureZone }: Pick<Product, 'temperatureZone'>): boolean {
  return temperatureZone === 'ambient';
}

export function productNotFound(id: string): AppError {
  return new AppError('not-found', 'product.not-found', `There is no product ${id}.`);
}

/** What must not be printed as true is refused where it is written. */
function checkWords({ nameZh, storyZh }: NewProduct): void {
  const phrase = bannedPhraseIn(`${nameZh}\n${storyZh}`);
  if (phrase !== undefined) {
    throw new AppError('invalid', 'product.banned-words', `"${phrase}" must not be printed.`, {
      facts: { phrase },
    });
  }
}
