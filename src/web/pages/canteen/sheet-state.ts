import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { OrderSheetView, SheetLine } from '../../../features/ordering/index.ts';
import { costFen } from '../../../shared/money.ts';
import { api } from '../../client/api.ts';
import { freshKey, isUncertain, type Problem } from '../../client/problem.ts';
import { linkIn, useSetting } from '../../i18n/index.ts';
import { wordsFor } from '../../parts/form-state.ts';

export type Tab = 'usual' | 'week' | 'all';

/** What is kept of a sheet on this device. */
interface Draft {
  readonly units: Readonly<Record<string, number>>;
  readonly note: string;
}

/** What a row says after the server refused it. */
export interface RowTrouble {
  /** Units that are there, when it was short. */
  readonly only?: number;
  readonly wanted?: number;
  readonly priceChanged?: boolean;
}

const NOTHING: Draft = { units: {}, note: '' };

/** Everything a person does to an order sheet: units, note, the days agreed to, and sending it. */
export function useSheet(sheet: OrderSheetView) {
  const setting = useSetting();
  const place = `draft:${setting.account}:/canteen/order:${sheet.needOn}`;
  const [draft, setDraft] = useState<Draft>(NOTHING);
  const [agreed, setAgreed] = useState<readonly string[]>([]);
  const [troubles, setTroubles] = useState<Readonly<Record<string, RowTrouble>>>({});
  const [said, setSaid] = useState('');
  const [isSending, setSending] = useState(false);
  const key = useRef(`${setting.formKey}-sheet`);

  useEffect(() => {
    setDraft(readDraft(place) ?? NOTHING);
  }, [place]);

  function keep(next: Draft): void {
    setDraft(next);
    try {
      localStorage.setItem(place, JSON.stringify(next));
    } catch {
      // full or forbidden: the sheet goes on without a draft
    }
  }

  const chosen = useMemo(() => chosenOf(sheet, draft.units, agreed), [sheet, draft.units, agreed]);

  async function submit(): Promise<void> {
    if (isSending || chosen.length === 0) return;
    setSending(true);
    setSaid('');
    const lines = chosen.map((each) => lineOf(each, draft.note));
    const sent = { body: { lines }, key: key.current };
    const { value, problem } = await api('POST', '/api/canteen/orders', sent);
    if (value) {
      localStorage.removeItem(place);
      location.assign(linkIn(setting.lang, `/canteen/orders?placed=${value.id}`));
      return;
    }
    if (!isUncertain(problem)) key.current = problem.nextKey ?? freshKey();
    const { units, rows } = afterRefusal(problem, { sheet, units: draft.units });
    keep({ ...draft, units });
    setTroubles(rows);
    setSaid(await wordsFor(problem, setting));
    setSending(false);
  }

  return {
    ...{ draft, chosen, troubles, said, isSending, agreed, submit },
    setUnits: (offerId: string, units: number) => {
      keep({ ...draft, units: { ...draft.units, [offerId]: units } });
    },
    fill: (units: Readonly<Record<string, number>>) => {
      keep({ ...draft, units: { ...draft.units, ...units } });
    },
    setNote: (note: string) => {
      keep({ ...draft, note });
    },
    clear: () => {
      keep(NOTHING);
      setTroubles({});
    },
    agree: (cutoffClass: string) => {
      setAgreed([...agreed, cutoffClass]);
    },
  };
}

function lineOf({ row, units, needOn }: Chosen, note: string) {
  return { offerId: row.offerId, units, shown: row.price, needOn, note };
}

export type Sheet = ReturnType<typeof useSheet>;

export interface Chosen {
  readonly row: SheetLine;
  readonly units: number;
  readonly needOn: string;
  readonly fen: number;
  readonly g: number;
}

/** The day a row would come on; undefined while the buyer has not agreed to another than the chosen. */
export function dayOfRow(
  { sections }: OrderSheetView,
  { cutoffClass }: SheetLine,
  agreed: readonly string[],
): string | undefined {
  const section = sections.find((each) => each.cutoffClass === cutoffClass);
  if (!section || section.needOn === null) return undefined;
  return section.isOnDay || agreed.includes(cutoffClass) ? section.needOn : undefined;
}

export function canOrder(row: SheetLine): boolean {
  return row.inSeason && row.availUnits > 0;
}

export function fenOf(row: SheetLine, units: number): number {
  return units > 0 ? costFen(row.price, { units, grams: units * row.nominalG }) : 0;
}

function chosenOf(
  sheet: OrderSheetView,
  units: Draft['units'],
  agreed: readonly string[],
): Chosen[] {
  return sheet.rows.flatMap((row) => {
    const n = units[row.offerId] ?? 0;
    const needOn = dayOfRow(sheet, row, agreed);
    if (n <= 0 || needOn === undefined || !canOrder(row)) return [];
    return [{ row, units: n, needOn, fen: fenOf(row, n), g: n * row.nominalG }];
  });
}

/** Short rows are cut to what is there, and say what was typed. */
function afterRefusal(
  problem: Problem,
  { sheet, units }: { sheet: OrderSheetView; units: Draft['units'] },
): { units: Draft['units']; rows: Record<string, RowTrouble> } {
  const rows: Record<string, RowTrouble> = {};
  const next = { ...units };
  for (const { offerId, availG } of shortLines(problem['lines'])) {
    const row = sheet.rows.find((each) => each.offerId === offerId);
    if (!row) continue;
    const only = Math.floor(availG / row.nominalG);
    rows[offerId] = { only, wanted: units[offerId] ?? 0 };
    next[offerId] = only;
  }
  if (problem.code === 'price.changed' && typeof problem['offerId'] === 'string') {
    rows[problem['offerId']] = { priceChanged: true };
  }
  return { units: next, rows };
}

function shortLines(lines: unknown): { offerId: string; availG: number }[] {
  return Array.isArray(lines) ? (lines as { offerId: string; availG: number }[]) : []; // our own API
}

function readDraft(place: string): Draft | undefined {
  try {
    const kept = localStorage.getItem(place);
    return kept === null ? undefined : { ...NOTHING, ...(JSON.parse(kept) as Draft) };
  } catch {
    return undefined;
  }
}
