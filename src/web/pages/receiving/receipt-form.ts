import type { ReceiptReason } from '../../../shared/facts/receipt-reasons.ts';
import { RECEIPT_REASONS } from '../../../shared/facts/receipt-reasons.ts';
import { wrongFields } from '../../client/problem.ts';
import { readCount, readDegrees, readGrams } from '../../client/typed.ts';
import { chosen } from '../../client/uploads.ts';
import type { Lot } from './lots.ts';

export const CHECK_IDS = ['look', 'smell', 'packing', 'temperature', 'papers'] as const;
const EXCESS = ['refuse', 'free', 'pay'] as const;

/** The receipt that was typed, or which fields cannot be read. */
export async function receiptIn(data: FormData, lots: readonly Lot[]) {
  const read = await Promise.all(lots.map((lot) => lineIn(data, lot)));
  const wrong = read.flatMap((line) => ('wrong' in line ? line.wrong : []));
  if (wrong.length > 0) return wrongFields(...wrong);
  const lines = read.flatMap((line) => ('line' in line ? [line.line] : []));
  const files = read.map((line) => ('line' in line ? line.files : []));
  const photos = files.flatMap((of = [], line) =>
    of.map((file) => ({ line, file, name: file.name })),
  );
  const driver = driverIn(data);
  const body = {
    ...{ name: textIn(data, 'name'), lines, excess: excessIn(data, lots) },
    ...(driver && { driver }),
  };
  return { body, photos };
}

async function lineIn(data: FormData, lot: Lot) {
  const { key, line: no, batchId } = lot;
  const acceptedG = readGrams(textIn(data, `kg-${key}`));
  const rejectedG = readGrams(textIn(data, `back-${key}`) || '0');
  const { ids: photos, files } = await chosen(`photos-${key}`);
  const units = lot.byWeight ? null : readCount(textIn(data, `units-${key}`));
  const temp = readDegrees(textIn(data, `temp-${key}`));
  const wrong = unread(key, { kg: acceptedG, back: rejectedG, units, temp });
  if (acceptedG === undefined || rejectedG === undefined || wrong.length > 0) {
    return { wrong };
  }
  const reason = reasonIn(data, key, rejectedG);
  const checks = checksIn(data, key);
  return {
    files,
    line: {
      ...{ no, batchId, acceptedG, rejectedG, photos, checks },
      ...(typeof units === 'number' && { units }),
      ...(typeof temp === 'number' && { tempC10: temp }),
      ...(reason && { reason }),
    },
  };
}

/** Names of the fields that say nothing readable; null was left empty on purpose. */
function unread(key: string, read: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(read)
    .filter((name) => read[name] === undefined)
    .map((name) => `${name}-${key}`);
}

/** The driver's word about the differences; nothing was said unless a name stands there. */
function driverIn(data: FormData) {
  const name = textIn(data, 'driver-name');
  if (name === '') return undefined;
  const words = textIn(data, 'driver-words');
  return { name, agrees: textIn(data, 'driver-agrees') !== 'no', words };
}

function reasonIn(data: FormData, key: string, rejectedG: number): ReceiptReason | undefined {
  if (rejectedG === 0) return undefined;
  const typed = textIn(data, `reason-${key}`);
  return RECEIPT_REASONS.find(({ id }) => id === typed)?.id;
}

function checksIn(data: FormData, key: string) {
  const ticked = data.getAll(`check-${key}`);
  return CHECK_IDS.filter((check) => ticked.includes(check));
}

/** One choice a line, whichever of its lots says so. */
function excessIn(data: FormData, lots: readonly Lot[]) {
  const said = lots.flatMap(({ key, line: no }) => {
    const typed = textIn(data, `excess-${key}`);
    const choice = EXCESS.find((one) => one === typed);
    return choice ? [{ no, choice }] : [];
  });
  return said.filter(({ no }, place) => said.findIndex((one) => one.no === no) === place);
}

function textIn(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
