import { searchForms } from '../../platform/pinyin.ts';
import { readXlsx, XLSX_LIMITS } from '../../platform/xlsx.ts';
import { AppError } from '../../shared/errors.ts';
import { gramsOf } from '../../shared/units.ts';
import type { OfferedSku } from '../catalogue/index.ts';
import { cellsOfText, matchRows, wantedRows, type ImportCell } from './import.ts';
import type { ImportView } from './import.schema.ts';

interface Deps {
  /** Everything that is offered to canteens. */
  allOffered: () => Promise<readonly OfferedSku[]>;
  lastBought: (buyerId: string) => Promise<ReadonlyMap<string, unknown>>;
  organisation: (orgId: string) => Promise<{ nameZh: string; nameEn: string } | undefined>;
}

/** A list from paper, chat or Excel, understood as goods of the sheet; only a preview. */
export function createImport({ allOffered, lastBought, organisation }: Deps) {
  /** @throws AppError `import.empty`, `import.too-many-rows` */
  const ofText = (buyerId: string, text: string) => preview(buyerId, cellsOfText(text));

  /** @throws AppError `import.empty`, and as `readXlsx` */
  const ofWorkbook = async (buyerId: string, path: string) =>
    preview(buyerId, await readXlsx(path));

  async function preview(
    buyerId: string,
    cells: readonly (readonly ImportCell[])[],
  ): Promise<ImportView> {
    const wanted = wantedRows(cells);
    if (wanted.length === 0) {
      throw new AppError('invalid', 'import.empty', 'There is no row with a name in it.');
    }
    if (wanted.length > XLSX_LIMITS.rows) {
      const { rows } = XLSX_LIMITS;
      const facts = { rows };
      throw new AppError('too-large', 'import.too-many-rows', `At most ${rows}.`, { facts });
    }
    const [offered, last] = await Promise.all([allOffered(), lastBought(buyerId)]);
    const byId = new Map(offered.map((each) => [each.offer.id, each]));
    const sellers = await sellersOf(offered);
    const rows = matchRows(wanted, offered.map(candidateOf(last)));
    return {
      rows: rows.map((row) => ({
        ...row,
        choices: row.choices.flatMap((choice) => {
          const known = byId.get(choice.offerId);
          const seller = known && sellers.get(known.offer.sellerId);
          if (!known || !seller) return [];
          return [
            { ...choice, ...namesOf(known), seller, grams: gramsOf(choice.units, known.version) },
          ];
        }),
      })),
    };
  }

  async function sellersOf(offered: readonly OfferedSku[]) {
    const ids = [...new Set(offered.map(({ offer }) => offer.sellerId))];
    const known = await Promise.all(
      ids.map(async (id) => {
        const org = await organisation(id);
        return [id, { zh: org?.nameZh ?? id, en: org?.nameEn ?? id }] as const;
      }),
    );
    return new Map(known);
  }

  return { ofText, ofWorkbook };
}

export type OrderImport = ReturnType<typeof createImport>;

function candidateOf(last: ReadonlyMap<string, unknown>) {
  const formsOf = new Map<string, string[]>();
  return ({ offer, version, sku, product }: OfferedSku) => {
    const name = product.nameZh;
    const forms = formsOf.get(name) ?? searchForms(name.split(' ')[0] ?? name);
    formsOf.set(name, forms);
    const { nominalG, stepUnits, minUnits } = version;
    return {
      ...{ nominalG, stepUnits, minUnits, name, forms },
      offerId: offer.id,
      varieties: [...product.varietiesZh, product.nameEn],
      spec: sku.nameZh,
      pack: sku.packZh,
      isUsual: last.has(offer.skuId),
    };
  };
}

function namesOf({ sku, product }: OfferedSku) {
  return {
    name: { zh: product.nameZh, en: product.nameEn },
    spec: { zh: sku.nameZh, en: sku.nameEn },
    pack: { zh: sku.packZh, en: sku.packEn },
  };
}
