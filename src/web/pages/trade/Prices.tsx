import type { PriceHistory } from '../../../features/ordering/index.ts';
import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import { PriceSteps } from '../../parts/PriceSteps.tsx';

/** How the price of one offer went, for a canteen: the offer, its own contracts, what it paid. */
export default function Prices(history: PriceHistory) {
  const { lang, w, link } = useWords('trade');
  const { name, spec, pack, seller, price, tiers, steps, contracts } = history;
  const heads = [w.prices.from, w.prices.price] as const;
  const text = (each: PriceHistory['price']) => w.price(each, pack[lang]);
  return (
    <Main
      title={w.prices.title}
      sub={w.prices.sub(`${name[lang]} ${spec[lang]}`, seller[lang])}
      actions={
        <a class="btn" href={link('/canteen/order')}>
          {w.prices.back}
        </a>
      }
    >
      <section class="card stack">
        <h2>{w.prices.now}</h2>
        <p class="total">{text(price)}</p>
        {tiers.map((tier) => (
          <p key={tier.fromUnits}>{w.prices.tier(tier.fromUnits, pack[lang], text(tier.price))}</p>
        ))}
      </section>
      <section class="card stack">
        <h2>{w.prices.steps}</h2>
        <PriceSteps
          caption={w.prices.steps}
          heads={heads}
          steps={steps.map((step) => ({
            on: w.day(step.from),
            price: step.price,
            text: text(step.price),
          }))}
        />
      </section>
      <section class="card stack">
        <h2>{w.prices.contracts}</h2>
        {contracts.length === 0 && <p>{w.prices.none}</p>}
        {contracts.map(({ no, rule, price: agreed, validFrom, validTo }) => (
          <p key={`${no} ${validFrom}`}>
            {no} · {w.agreements.rules[rule]} {text(agreed)} ·{' '}
            {w.agreements.period(validFrom, validTo)}
          </p>
        ))}
      </section>
      <Bought {...history} />
    </Main>
  );
}

function Bought({ bought, pack }: PriceHistory) {
  const { lang, w } = useWords('trade');
  const text = (each: PriceHistory['price']) => w.price(each, pack[lang]);
  return (
    <section class="card stack">
      <h2>{w.prices.bought}</h2>
      {bought.length === 0 ? (
        <p>{w.prices.none}</p>
      ) : (
        <PriceSteps
          caption={w.prices.bought}
          heads={[w.prices.on, w.prices.price]}
          steps={bought.toReversed().map(({ needOn, units, price: paid }) => ({
            on: `${w.day(needOn)} · ${units} ${pack[lang]}`,
            price: paid,
            text: text(paid),
          }))}
        />
      )}
    </section>
  );
}
