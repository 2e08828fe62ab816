import type { Card } from '../../../features/catalogue/index.ts';
import { costFen } from '../../../shared/money.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';

type Priced = Pick<Card, 'price' | 'pack' | 'nominalG' | 'unitFen' | 'category'>;

/** Nobody compares shoes or wine by the jin. */
const NOT_BY_WEIGHT: readonly string[] = ['nonfood', 'wine'];

/** The price as it counts, and beside it what a jin, or a unit sold by weight, comes to. */
export function PriceTag({ card }: { card: Priced }) {
  const { lang, w } = useWords('shop');
  const { price, pack, nominalG, unitFen, category } = card;
  const { sum, per } = w.price(price, pack[lang]);
  const byUnit = 'perUnit' in price;
  const perJin = costFen({ fen: unitFen, perG: nominalG }, { units: 1, grams: 500 });
  return (
    <p class="price">
      {sum}
      <small>/{per}</small>{' '}
      {byUnit && !NOT_BY_WEIGHT.includes(category) && <small>{w.perJin(yuan(perJin))}</small>}
      {!byUnit && <small>{w.about(yuan(unitFen), pack[lang])}</small>}
    </p>
  );
}
