import { kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import type { HomeProps } from '../../routes/batches.schema.ts';

/** What waits for the cooperative today, and the next thing to do. */
export default function Home({ waiting, drafts, harvestedG, onSaleG, ...ship }: HomeProps) {
  const { w, link } = useWords('batches');
  const tiles = [
    { href: '/coop/batches?state=waiting', word: w.home.waiting, value: String(waiting) },
    { href: '/coop/batches?state=draft', word: w.home.drafts, value: String(drafts) },
    { href: '/coop/batches', word: w.home.harvested, value: kilograms(harvestedG) },
    { href: '/coop/batches?state=on_sale', word: w.home.onSale, value: kilograms(onSaleG) },
  ];
  return (
    <Main
      title={w.home.title}
      actions={
        <a class="btn primary" href={link('/coop/batches/new')}>
          {w.home.next}
        </a>
      }
    >
      <div class="kpi">
        {tiles.map(({ href, word, value }) => (
          <a class="card" href={link(href)} key={word}>
            {word}
            <b>{value}</b>
          </a>
        ))}
      </div>
      <section class="card stack">
        <h2>{w.home.toShip}</h2>
        <p>{w.home.toShipCount(ship.shipToday, ship.shipTomorrow)}</p>
        <p>
          <a class="btn" href={link('/coop/orders')}>
            {w.home.toShipLink}
          </a>
        </p>
      </section>
    </Main>
  );
}
