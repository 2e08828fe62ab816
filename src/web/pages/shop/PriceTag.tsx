import type { Card } from '../../../features/catalogue/index.ts';
import { fenFor } from '../../../shared/price.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';

type Priced = Pick<Card, 'price' | 'pack' | 'nominalG' | 'unitFen' | 'category'> &
  Partial<Pick<Card, 'tiers'>>;

/** Nobody compares shoes or wine by the jin. */
const NOT_BY_WEIGHT: readonly string[] = ['nonfood', 'wine'];

/** The price as it counts, beside it what a jin, or a unit sold by weight, comes to, and what more units bring. */
export function PriceTag({ card }: { card: Priced }) {
  const { lang, w } = useWords('shop');
  const { price, pack, nominalG, unitFen, category, tiers = [] } = card;
  const { sum, per } = w.price(price, pack[lang]);
  const byUnit = 'perUnit' in price;
  const [perJin, perKg] = [500, 1_000].map((g) => yuan(fenFor(price, nominalG, g)));
  return (
    <p class="price">
      {sum}
      <small>/{per}</small>{' '}
      {!NOT_BY_WEIGHT.includes(category) && (byUnit || price.perG !== 500) && (
        <small>{w.perJin(perJin ?? '')} </small>
      )}
      {!byUnit && price.perG === 500 && <small>{w.perKg(perKg ?? '')} </small>}
      {!byUnit && <small>{w.about(yuan(unitFen), pack[lang])}</small>}
      {tiers.map(({ fromUnits, price: less }) => (
        <small class="tier" key={fromUnits}>
          {' '}
          {w.tier(fromUnits, pack[lang], w.price(less, pack[lang]).sum)}
        </small>
      ))}
    </p>
  );
}
