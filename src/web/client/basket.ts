import { useEffect, useState } from 'preact/hooks';
import { BASKET_KEY, readBasket, type BasketLine } from '../../shared/basket.ts';

const CHANGED = 'basket-changed';

/** What is in the basket; empty when storage is forbidden. Only in the browser. */
function kept(): BasketLine[] {
  try {
    return readBasket(localStorage.getItem(BASKET_KEY));
  } catch {
    return [];
  }
}

/** Puts a line in, in place of one of the same offer; none of it takes the line out. */
export function putLine(line: BasketLine): void {
  const others = kept().filter(({ offerId }) => offerId !== line.offerId);
  keep(line.units > 0 ? [...others, line] : others);
}

/** Changes how many of an offer there are, where it stands; none of it takes it out. */
export function setUnits(offerId: string, units: number): void {
  const lines = kept().map((line) => (line.offerId === offerId ? { ...line, units } : line));
  keep(lines.filter((line) => line.units > 0));
}

/** Takes out what is no longer offered. */
export function keepOnly(offerIds: readonly string[]): void {
  keep(kept().filter(({ offerId }) => offerIds.includes(offerId)));
}

function keep(lines: readonly BasketLine[]): void {
  try {
    localStorage.setItem(BASKET_KEY, JSON.stringify(lines));
  } catch {
    // full or forbidden: the basket stays as it was
  }
  dispatchEvent(new Event(CHANGED));
}

/** The basket as a view shows it: undefined until the browser has read it, the same in every part. */
export function useBasket(): readonly BasketLine[] | undefined {
  const [lines, setLines] = useState<readonly BasketLine[]>();
  useEffect(() => {
    const read = () => {
      setLines(kept());
    };
    read();
    addEventListener(CHANGED, read);
    addEventListener('storage', read); // another tab
    return () => {
      removeEventListener(CHANGED, read);
      removeEventListener('storage', read);
    };
  }, []);
  return lines;
}
