import type { BalanceRow, Books, Finder } from './books.ts';
import type { Rows } from './rows.ts';

type Making = Rows['transformations'];

/** States in which a batch is stopped no more: there is nothing of it to sell. */
const BEYOND = ['closed', 'rejected', 'recalled', 'expired'];

/** I15: an acknowledged stop stands on whatever was made of its batch, and a lifted one on nothing. */
export const childrenPastTheGate: Finder = async function* (books) {
  const childrenOf = familyOf(await makingsOf(books));
  for await (const { _id: id, root, stopId, state, scope } of books.rows('batchStops')) {
    if (state !== 'acknowledged' && state !== 'lifted') continue;
    const known = new Set(scope.map(({ hid }) => hid));
    const stop = { stopId, known, isOpen: state === 'acknowledged' };
    for (const code of descendantsOf(root, childrenOf).codes) {
      const child = await books.balance(code);
      for (const why of child ? wrongChild(child, stop) : []) {
        yield { id, why: `it is ${state}; ${code}, made of ${root}: ${why}` };
      }
    }
  }
};

interface SeenStop {
  readonly stopId: string;
  readonly known: ReadonlySet<string>;
  readonly isOpen: boolean;
}

/** What is wrong with a lot that was made of a stopped one. */
function wrongChild(child: BalanceRow, { stopId, known, isOpen }: SeenStop): string[] {
  if (isOpen && BEYOND.includes(child.status ?? '')) return [];
  const stands = child.stops?.some(({ id }) => id === stopId) ?? false;
  const left = child.holds.filter(({ kind, s }) => kind === 'sale' && s === 'shipped');
  const unknown = isOpen ? left.filter(({ id }) => !known.has(id)) : [];
  return [
    ...(stands === isOpen ? [] : [stands ? 'it still stands' : 'it does not stand']),
    ...unknown.map(({ id }) => `${id} left and is not in it`),
  ];
}

/** I16: nothing weighs more than what it was made of; what came out is in its batch; none is its own parent. */
export const unlikeMade: Finder = async function* (books) {
  const makings = await makingsOf(books);
  for (const making of makings.filter(({ state }) => state === 'made')) {
    for (const why of await wrongMaking(books, making)) yield { id: making._id, why };
  }
  const childrenOf = familyOf(makings);
  for (const code of childrenOf.keys()) {
    if (descendantsOf(code, childrenOf).isCircle) yield { id: code, why: 'it was made of itself' };
  }
};

async function wrongMaking(books: Books, making: Making): Promise<string[]> {
  const { _id, kind, inputs, outputs, wasteG, toleranceG } = making;
  const [inG, outG] = [gramsOf(inputs), gramsOf(outputs)];
  const isHeavy = kind !== 'process' && outG + wasteG > inG + toleranceG;
  const parts = [
    ...inputs.map(({ batchId, g }, n) => ({ batchId, g, hid: `${_id}:in:${n}` })),
    ...outputs.map(({ code, g }, n) => ({ batchId: code, g, hid: `${_id}:out:${n}` })),
  ];
  const found = await Promise.all(
    parts.map(async (part) => ({ ...part, is: await bookedOf(books, part) })),
  );
  return [
    ...(isHeavy ? [`${outG} g and ${wasteG} g of waste came of ${inG} g`] : []),
    ...found
      .filter(({ g, is }) => g !== is)
      .map(({ hid, batchId, g, is }) => `${hid} is ${g} g, ${batchId} says ${is} g`),
  ];
}

/** What a batch says of a hold, itself or in its book. */
async function bookedOf(
  books: Books,
  { batchId, hid }: { batchId: string; hid: string },
): Promise<number> {
  const hold = (await books.balance(batchId))?.holds.find(({ id }) => id === hid);
  if (hold) return hold.s === 'done' ? hold.g : 0;
  return (await books.movementsOf(batchId)).find(({ _id }) => _id === hid)?.g ?? 0;
}

function gramsOf(lots: readonly { readonly g: number }[]): number {
  return lots.reduce((sum, { g }) => sum + g, 0);
}

async function makingsOf(books: Books): Promise<Making[]> {
  const makings: Making[] = [];
  for await (const making of books.rows('transformations')) makings.push(making);
  return makings;
}

type Family = ReadonlyMap<string, readonly string[]>;

/** What was made of each batch. */
function familyOf(makings: readonly Making[]): Family {
  const family = new Map<string, string[]>();
  for (const { state, inputs, outputs } of makings) {
    if (state !== 'made') continue;
    const codes = outputs.map(({ code }) => code);
    for (const { batchId } of inputs) {
      family.set(batchId, [...(family.get(batchId) ?? []), ...codes]);
    }
  }
  return family;
}

function descendantsOf(root: string, family: Family): { codes: string[]; isCircle: boolean } {
  const codes = [...(family.get(root) ?? [])];
  for (const code of codes) {
    codes.push(...(family.get(code) ?? []).filter((child) => !codes.includes(child)));
  }
  return { codes: [...new Set(codes)], isCircle: codes.includes(root) };
}
