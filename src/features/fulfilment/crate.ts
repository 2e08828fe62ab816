import { readCode } from '../../shared/code.ts';
import { AppError } from '../../shared/errors.ts';

/** A crate aboard: a printed label's code and serial number, and what it holds of one lot for one line. */
export interface Crate {
  /** `<lot>-<serial>` */
  readonly crate: string;
  readonly line: number;
  readonly batchId: string;
  readonly g: number;
}

/** Grams of one lot for one line that travel without a crate, as the packer says. */
export interface Loose {
  readonly line: number;
  readonly batchId: string;
  readonly g: number;
}

interface Label {
  readonly crate: string;
  readonly batchId: string;
  readonly serial: number;
}

/**
 * The crate that was scanned or typed: `7KQ2-M9XW-4A2-12`, or the address on its label and the number.
 * @throws AppError `crate.mistyped`
 */
export function readCrate(typed: string): Label {
  const text = typed.trim().replace(/^.*\//, '');
  const [, code = '', number = ''] = /^(.*)[-#:·\s](\d{1,5})$/.exec(text) ?? [];
  const batchId = readCode(code);
  const serial = Number(number);
  if (batchId !== undefined && serial > 0) {
    return { crate: `${batchId}-${serial}`, batchId, serial };
  }
  throw new AppError('invalid', 'crate.mistyped', 'This is no code of a crate.', {
    facts: { typed },
  });
}

interface Part {
  readonly line: number;
  readonly batchId: string;
  readonly g: number;
}

/** Order line × lot: what is booked, what stands in crates, what is said to be loose. */
export interface Tally {
  readonly line: number;
  readonly batchId: string;
  readonly holdG: number;
  readonly cratesG: number;
  readonly looseG: number;
}

/** Per line and lot, in the order of the holds. */
export function tallies(
  holds: readonly Part[],
  crates: readonly Part[],
  loose: readonly Part[],
): Tally[] {
  const keys = [...new Set([...holds, ...crates, ...loose].map(keyOf))];
  const sum = (parts: readonly Part[], key: string) =>
    parts.filter((part) => keyOf(part) === key).reduce((all, { g }) => all + g, 0);
  return keys.map((key) => {
    const [line = '', batchId = ''] = key.split(' ');
    return {
      ...{ line: Number(line), batchId },
      holdG: sum(holds, key),
      cratesG: sum(crates, key),
      looseG: sum(loose, key),
    };
  });
}

function keyOf({ line, batchId }: Part): string {
  return `${line} ${batchId}`;
}

/** Everything that no crate holds, as loose goods. */
export function restLoose(holds: readonly Part[], crates: readonly Part[]): Loose[] {
  return tallies(holds, crates, [])
    .map(({ line, batchId, holdG, cratesG }) => ({ line, batchId, g: holdG - cratesG }))
    .filter(({ g }) => g > 0);
}

/** @throws AppError `delivery.not-complete` with the lines and lots that differ */
export function checkComplete(all: readonly Tally[]): void {
  const differing = all.filter(({ holdG, cratesG, looseG }) => cratesG + looseG !== holdG);
  if (differing.length === 0) return;
  const message = 'Crates and loose goods are not what was booked.';
  throw new AppError('conflict', 'delivery.not-complete', message, {
    facts: { lines: differing },
  });
}

export function otherLot(batchId: string, booked: readonly string[]): AppError {
  const message = 'This crate is of another lot than booked: put it back, or book it instead.';
  return new AppError('conflict', 'crate.other-lot', message, { facts: { batchId, booked } });
}

export function tooMuch({ line, batchId, holdG, cratesG }: Tally, g: number): AppError {
  const message = 'More of this lot than was weighed.';
  return new AppError('conflict', 'crate.too-much', message, {
    facts: { line, batchId, leftG: holdG - cratesG, g },
  });
}

export function unknownCrate(crate: string): AppError {
  return new AppError('not-found', 'crate.unknown', 'No label of this number was printed.', {
    facts: { crate },
  });
}

export function crateElsewhere(crate: string, noteNo: string): AppError {
  const message = 'This crate is on another note.';
  return new AppError('conflict', 'crate.in-other-delivery', message, {
    facts: { crate, noteNo },
  });
}
