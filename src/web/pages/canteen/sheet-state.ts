import { useMemo, useRef, useState } from 'preact/hooks';
import type { OrderSheetView, SheetLine, SheetSection } from '../../../features/ordering/index.ts';
import { costFen } from '../../../shared/money.ts';
import { resolvePrice, type PriceTerms, type ResolvedPrice } from '../../../shared/price.ts';
import { addUnits, gramsOf, unitsWithin } from '../../../shared/units.ts';
import { api } from '../../client/api.ts';
import { freshKey, isUncertain, type Problem } from '../../client/problem.ts';
import { linkIn, useSetting } from '../../i18n/index.ts';
import { wordsFor } from '../../client/problem-words.ts';
import { useDraft, type Kept } from './sheet-draft.ts';
import { usePages } from './sheet-pages.ts';

export type Tab = 'usual' | 'week' | 'all';

/** What a row says after the server refused it. */
export interface RowTrouble {
  /** Units that are there, when it was short. */
  readonly only?: number;
  readonly wanted?: number;
  readonly priceChanged?: boolean;
}

/** Everything a person does to an order sheet: units, note, the days agreed to, and sending it. */
export function useSheet(sheet: OrderSheetView) {
  const setting = useSetting();
  const draft = useDraft(sheet);
  const pages = usePages(sheet);
  const [agreed, setAgreed] = useState<readonly string[]>([]);
  const [troubles, setTroubles] = useState<Readonly<Record<string, RowTrouble>>>({});
  const [said, setSaid] = useState('');
  const [isSending, setSending] = useState(false);
  const key = useRef(`${setting.formKey}-sheet`);

  const { kept } = draft;
  const chosen = useMemo(
    () => chosenOf({ sheet, rows: pages.rows, kept, agreed }),
    [sheet, pages.rows, kept, agreed],
  );

  async function submit(): Promise<void> {
    if (isSending || chosen.length === 0) return;
    setSending(true);
    setSaid('');
    const lines = chosen.map((each) => lineOf(each, kept));
    const sent = { body: { lines }, key: key.current };
    const { value, problem } = await api('POST', '/api/canteen/orders', sent);
    if (value) {
      draft.forget();
      location.assign(linkIn(setting.lang, `/canteen/orders?placed=${value.id}`));
      return;
    }
    if (!isUncertain(problem)) key.current = problem.nextKey ?? freshKey();
    const { units, rows } = afterRefusal(problem, { rows: pages.rows, kept });
    draft.fill(units);
    setTroubles(rows);
    setSaid(await wordsFor(problem, setting));
    setSending(false);
  }

  return {
    ...{ ...draft, ...pages, chosen, troubles, said, isSending, agreed, submit },
    minimums: lackingOf(sheet, chosen),
    unitsOf: (offerId: string) => kept.rows[offerId]?.units ?? 0,
    priceOf: (row: SheetLine) => priceOf(row, chosen),
    clear: () => {
      draft.clear();
      setTroubles({});
    },
    agree: (section: string) => {
      setAgreed([...agreed, section]);
    },
  };
}

function lineOf({ row, units, needOn, price }: Chosen, { note, rows }: Kept) {
  const { onShort = 'refuse', substitutes = [] } = rows[row.offerId] ?? {};
  const isOther = onShort === 'substitute' && substitutes.length > 0;
  return {
    ...{ offerId: row.offerId, units, shown: price.price, needOn, note },
    onShort: onShort === 'substitute' && !isOther ? ('refuse' as const) : onShort,
    ...(isOther && { substitutes: [...substitutes] }),
  };
}

export type Sheet = ReturnType<typeof useSheet>;

export interface Chosen {
  readonly row: SheetLine;
  readonly units: number;
  readonly needOn: string;
  readonly price: ResolvedPrice;
  readonly fen: number;
  readonly g: number;
}

function sectionOf(
  { sections }: Pick<OrderSheetView, 'sections'>,
  { section }: Pick<SheetLine, 'section'>,
): SheetSection | undefined {
  return sections.find(({ key }) => key === section);
}

/** The day a row would come on; undefined while the buyer has not agreed to another than the chosen. */
export function dayOfRow(
  sheet: OrderSheetView,
  row: SheetLine,
  agreed: readonly string[],
): string | undefined {
  const section = sectionOf(sheet, row);
  if (!section || section.needOn === null) return undefined;
  return section.isOnDay || agreed.includes(section.key) ? section.needOn : undefined;
}

export function canOrder(row: SheetLine): boolean {
  return row.inSeason && row.availUnits > 0;
}

export function termsOf({ price, tiers, contract: agreement }: SheetLine): PriceTerms {
  return { price, tiers, agreement };
}

/** What a row costs beside all that is chosen of the same pack. */
function priceOf(row: SheetLine, chosen: readonly Chosen[]): ResolvedPrice {
  const same = chosen.filter((each) => each.row.skuId === row.skuId);
  return resolvePrice(termsOf(row), addUnits(same.map(({ units }) => units)) || 1);
}

interface Choosing {
  readonly sheet: OrderSheetView;
  readonly rows: readonly SheetLine[];
  readonly kept: Kept;
  readonly agreed: readonly string[];
}

function chosenOf({ sheet, rows, kept, agreed }: Choosing): Chosen[] {
  const picked = rows.flatMap((row) => {
    const units = kept.rows[row.offerId]?.units ?? 0;
    const needOn = dayOfRow(sheet, row, agreed);
    return units > 0 && needOn !== undefined && canOrder(row) ? [{ row, units, needOn }] : [];
  });
  return picked.map(({ row, units, needOn }) => {
    const same = picked.filter((each) => each.row.skuId === row.skuId);
    const price = resolvePrice(termsOf(row), addUnits(same.map((each) => each.units)));
    const grams = gramsOf(units, row);
    return { row, units, needOn, price, fen: costFen(price.price, { units, grams }), g: grams };
  });
}

/** Deliveries that come to less than their seller asks for. */
function lackingOf({ minimums }: OrderSheetView, chosen: readonly Chosen[]) {
  return minimums.flatMap(({ sellerId, minOrderFen }) => {
    const own = chosen.filter(({ row }) => row.sellerId === sellerId);
    const days = [...new Set(own.map(({ needOn }) => needOn))];
    return days.flatMap((needOn) => {
      const onDay = own.filter((each) => each.needOn === needOn);
      const fen = onDay.reduce((sum, each) => sum + each.fen, 0);
      const [first] = onDay;
      if (!first || fen >= minOrderFen) return [];
      const lackingFen = minOrderFen - fen;
      return [{ sellerId, needOn, seller: first.row.seller, minOrderFen, lackingFen }];
    });
  });
}

/** Short rows are cut to what is there, and say what was typed. */
function afterRefusal(
  problem: Problem,
  { rows: known, kept }: { rows: readonly SheetLine[]; kept: Kept },
): { units: Record<string, number>; rows: Record<string, RowTrouble> } {
  const rows: Record<string, RowTrouble> = {};
  const units: Record<string, number> = {};
  for (const { offerId, availG } of shortLines(problem['lines'])) {
    const row = known.find((each) => each.offerId === offerId);
    if (!row) continue;
    const only = unitsWithin(availG, row);
    rows[offerId] = { only, wanted: kept.rows[offerId]?.units ?? 0 };
    units[offerId] = only;
  }
  if (problem.code === 'price.changed' && typeof problem['offerId'] === 'string') {
    rows[problem['offerId']] = { priceChanged: true };
  }
  return { units, rows };
}

function shortLines(lines: unknown): { offerId: string; availG: number }[] {
  return Array.isArray(lines) ? (lines as { offerId: string; availG: number }[]) : []; // our own API
}
