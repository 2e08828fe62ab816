import type { Card } from '../../../features/catalogue/index.ts';
import { shownOf } from '../../../shared/basket.ts';
import { putLine, useBasket } from '../../client/basket.ts';
import { useWords } from '../../i18n/index.ts';
import { Stepper } from '../../parts/Stepper.tsx';
import { Tag } from '../../parts/Tag.tsx';

/** A button that becomes a stepper; a word where nothing can be added. */
export default function AddToBasket({ card }: { card: Card }) {
  const { lang, w } = useWords('shop');
  const units = useBasket()?.find(({ offerId }) => offerId === card.offerId)?.units ?? 0;
  if (card.availUnits === 0) {
    return <Tag tone="quiet">{card.inSeason ? w.soldOut : w.outOfSeason}</Tag>;
  }
  const put = (wanted: number) => {
    putLine({
      offerId: card.offerId,
      units: orderable(wanted, units, card),
      ...shownOf(card.price),
    });
  };
  const name = `${card.name[lang]} ${card.spec[lang]}`;
  if (units > 0) return <Stepper name={name} value={units} max={card.availUnits} onChange={put} />;
  return (
    <button
      type="button"
      class="btn"
      aria-label={w.addNamed(name)}
      onClick={() => {
        put(card.minUnits);
      }}
    >
      {w.add}
    </button>
  );
}

/** What can be ordered nearest to what is wanted: in steps, not fewer than the least, or none. */
export function orderable(
  wanted: number,
  before: number,
  { stepUnits, minUnits, availUnits }: Pick<Card, 'stepUnits' | 'minUnits' | 'availUnits'>,
): number {
  const isLess = wanted < before;
  const steps = isLess ? Math.floor(wanted / stepUnits) : Math.ceil(wanted / stepUnits);
  const units = Math.min(steps * stepUnits, availUnits);
  if (units >= minUnits) return units;
  return isLess ? 0 : Math.min(minUnits, availUnits);
}
