import { RECEIPT_REASONS } from '../../shared/facts/receipt-reasons.ts';
import type { Result } from './receipt.ts';

/** What a line of the printed book needs of a record; a row of the ledger has it all. */
interface LedgerLine {
  readonly on: string;
  readonly name: string;
  readonly spec: string;
  readonly orderedG: number;
  readonly deliveredG: number;
  readonly acceptedG: number;
  readonly rejectedG: number;
  readonly madeOn: string | null;
  readonly lot: string;
  readonly shelfLifeDays: number | null;
  readonly supplier: string;
  readonly supplierAddress: string;
  readonly supplierContact: string;
  readonly certificates: readonly { readonly no: string }[];
  readonly inspectors: readonly string[];
  readonly result: Result;
  readonly reason: string | null;
  readonly recordNo: string;
  readonly notes: readonly { readonly words: string }[];
}

/** 食品进货查验台账, in the common order of its columns. */
const COLUMNS: readonly [string, (row: LedgerLine) => string][] = [
  ['进货日期', ({ on }) => on],
  ['食品名称', ({ name }) => name],
  ['规格', ({ spec }) => spec],
  ['订购数量(kg)', ({ orderedG }) => kilograms(orderedG)],
  ['到货数量(kg)', ({ deliveredG }) => kilograms(deliveredG)],
  ['验收数量(kg)', ({ acceptedG }) => kilograms(acceptedG)],
  ['拒收数量(kg)', ({ rejectedG }) => kilograms(rejectedG)],
  ['生产（采收）日期', ({ madeOn }) => madeOn ?? ''],
  ['生产批号', ({ lot }) => lot],
  ['保质期(天)', ({ shelfLifeDays }) => (shelfLifeDays === null ? '' : String(shelfLifeDays))],
  ['供货者名称', ({ supplier }) => supplier],
  ['供货者地址', ({ supplierAddress }) => supplierAddress],
  ['联系方式', ({ supplierContact }) => supplierContact],
  ['证明文件', ({ certificates }) => certificates.map(({ no }) => no).join(' ') || '缺合格证'],
  ['验收人', ({ inspectors }) => inspectors.join('、')],
  ['验收结果', ({ result }) => RESULT_ZH[result]],
  ['拒收原因', ({ reason }) => RECEIPT_REASONS.find(({ id }) => id === reason)?.zh ?? ''],
  ['记录编号', ({ recordNo }) => recordNo],
  ['更正说明', ({ notes }) => notes.map(({ words }) => words).join('；')],
];

const RESULT_ZH: Readonly<Record<Result, string>> = {
  accepted: '收',
  partly: '部分收',
  rejected: '拒收',
  missing: '未到',
  not_inspected: '未验收（视为收货）',
  accepted_before_notice: '通知前已收',
};

/** Titles, then a row a record; the same for every kind of file. */
export function ledgerTable(rows: readonly LedgerLine[]): string[][] {
  return [
    COLUMNS.map(([title]) => title),
    ...rows.map((row) => COLUMNS.map(([, valueOf]) => valueOf(row))),
  ];
}

/** For a spreadsheet: UTF-8 with its mark, nothing that a cell would take for a formula. */
export function ledgerCsv(rows: readonly LedgerLine[]): string {
  const lines = ledgerTable(rows);
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Grams as kilograms with three decimals, without a float. */
function kilograms(grams: number): string {
  return `${Math.floor(grams / 1000)}.${String(grams % 1000).padStart(3, '0')}`;
}
