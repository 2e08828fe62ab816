import type { PaperKind } from './papers.ts';

/** What kind of goods the law sees, and which papers it wants with every batch before it is sold. */
export interface LegalClassFact {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** The release gate asks for each of these. A product may need more: its own `papersRequired`. */
  readonly required: readonly PaperKind[];
  /** Welcome, and never a block. */
  readonly expected: readonly PaperKind[];
  /** Who may buy, where that is not everybody. */
  readonly buyers?: readonly 'adult_consumer'[];
}

/** 承诺达标合格证管理办法, 食品安全法, 动物防疫法; eggs are their own class, `other` is no food. */
export const LEGAL_CLASSES = [
  {
    id: 'vegetable_fruit',
    nameZh: '蔬菜水果（含人工种植食用菌）',
    nameEn: 'Vegetables and fruit (with cultivated mushrooms)',
    required: ['conformity_certificate'],
    expected: ['rapid_test', 'farm_record'],
  },
  {
    id: 'live_animal',
    nameZh: '活畜禽',
    nameEn: 'Live animals',
    required: ['conformity_certificate', 'quarantine_animal'],
    expected: ['farm_record'],
  },
  {
    id: 'meat',
    nameZh: '畜禽肉',
    nameEn: 'Meat',
    required: ['quarantine_product_a', 'meat_inspection'],
    expected: [],
  },
  {
    id: 'processed',
    nameZh: '加工食品（含熟食、预制）',
    nameEn: 'Processed food',
    required: ['production_licence', 'factory_inspection'],
    expected: ['lab_report'],
  },
  {
    id: 'wine',
    nameZh: '酒类',
    nameEn: 'Alcoholic drinks',
    required: ['production_licence', 'factory_inspection'],
    expected: [],
    buyers: ['adult_consumer'],
  },
  {
    id: 'grain',
    nameZh: '粮食（原粮、米面、大豆）',
    nameEn: 'Grain and beans',
    required: ['factory_inspection'],
    expected: ['production_licence', 'lab_report'],
  },
  {
    id: 'egg',
    nameZh: '禽蛋',
    nameEn: 'Eggs',
    required: ['conformity_certificate'],
    expected: ['farm_record'],
  },
  { id: 'other', nameZh: '其他（非食品）', nameEn: 'Other (no food)', required: [], expected: [] },
] as const satisfies readonly LegalClassFact[];

export type LegalClass = (typeof LEGAL_CLASSES)[number]['id'];

const BY_ID: ReadonlyMap<LegalClass, LegalClassFact> = new Map(
  LEGAL_CLASSES.map((fact) => [fact.id, fact]),
);

/** What the law wants of this class. */
export function legalClassFact(id: LegalClass): LegalClassFact {
  const fact = BY_ID.get(id);
  if (!fact) throw new RangeError(`no legal class ${id}`);
  return fact;
}
