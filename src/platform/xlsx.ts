import writeXlsxFile from 'write-excel-file/node';
import { AppError } from '../shared/errors.ts';
import { spawnWorker } from './worker.ts';

export type Cell = string | number | boolean | null;
type Answer = { readonly rows: Cell[][] } | { readonly why: string };

const MB = 1_048_576;
/** What a workbook may be: as sent, unpacked, in rows, and how long reading may take. */
export const XLSX_LIMITS = { bytes: 2 * MB, unpacked: 24 * MB, rows: 10_000, ms: 20_000 } as const;

/**
 * The cells of the first sheet, row by row; dates as `YYYY-MM-DD`.
 * @throws AppError `import.unreadable`, `import.too-large`, `import.too-many-rows`
 */
export async function readXlsx(path: string): Promise<Cell[][]> {
  const limits = { maxUnpacked: XLSX_LIMITS.unpacked, maxRows: XLSX_LIMITS.rows };
  const worker = spawnWorker(new URL('./xlsx-worker.ts', import.meta.url), { path, ...limits });
  try {
    const answer = await new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => {
        resolve({ why: 'too-large' });
      }, XLSX_LIMITS.ms);
      const done = (value: Answer) => {
        clearTimeout(timer);
        resolve(value);
      };
      worker.once('message', done);
      worker.once('error', () => {
        done({ why: 'unreadable' }); // out of memory, too
      });
    });
    if ('rows' in answer) return answer.rows;
    throw refusal(answer.why);
  } finally {
    await worker.terminate();
  }
}

function refusal(why: string): AppError {
  if (why === 'too-many-rows') {
    const { rows } = XLSX_LIMITS;
    const message = `At most ${rows} rows.`;
    return new AppError('too-large', 'import.too-many-rows', message, { facts: { rows } });
  }
  return why === 'too-large'
    ? new AppError('too-large', 'import.too-large', 'This workbook is too large.')
    : new AppError('invalid', 'import.unreadable', 'This is no workbook that can be read (.xlsx).');
}

/** A workbook of one sheet; the first row stays in view. */
export async function writeXlsx(
  rows: readonly (readonly Cell[])[],
  { sheet, widths }: { sheet: string; widths: readonly number[] },
): Promise<Buffer> {
  const columns = widths.map((width) => ({ width }));
  const cells = rows.map((row) => row.map((value) => (value === null ? null : { value })));
  return writeXlsxFile(cells, { sheet, columns, stickyRowsCount: 1 }).toBuffer();
}
