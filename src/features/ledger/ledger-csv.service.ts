import type { StatementView } from './ledger.schema.ts';

/** Lines of a statement for a spreadsheet: a line of goods each, fen as yuan. */
export function statementCsv({ entries }: StatementView): string {
  const head = [
    '日期',
    '类型',
    '订单号',
    '验收日',
    '到期日',
    '品名',
    '规格',
    '数量(kg)',
    '金额(元)',
  ];
  const rows = entries.flatMap(({ kind, on, orderNo, acceptedOn, dueOn, fen, items }) => {
    const base = [on, kind, orderNo, acceptedOn ?? '', dueOn ?? ''];
    const sign = fen < 0 ? -1 : 1;
    if (items.length === 0) return [[...base, '', '', '', yuanOf(fen)]];
    return items.map(({ name, spec, g, fen: part }) => [
      ...base,
      ...[name.zh, spec.zh, g === null ? '' : String(g / 1_000), yuanOf(sign * part)],
    ]);
  });
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function yuanOf(fen: number): string {
  return (fen / 100).toFixed(2);
}

/** No cell begins a formula (=, +, -, @): a spreadsheet would run it; numbers may. */
function cell(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
