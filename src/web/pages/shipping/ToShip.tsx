import type { PickListView } from '../../../features/fulfilment/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { dayAndWeekday, kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { List } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';

type Product = PickListView['products'][number];
type Receiver = PickListView['orders'][number];

/** The day's work: what to pick, and for whom. */
export default function ToShip({ day, days, products, orders }: PickListView) {
  const { w, lang, link } = useWords('shipping');
  if (days.length === 0) {
    return (
      <Main title={w.list.title}>
        <div class="card empty">
          <Empty text={w.list.empty}>
            <p class="sm">{w.list.emptyHint}</p>
          </Empty>
        </div>
      </Main>
    );
  }
  return (
    <Main title={w.list.title} sub={day === null ? undefined : dayAndWeekday(day, lang)}>
      <nav class="tabs noprint" aria-label={w.list.days}>
        {days.map((each) => (
          <a
            key={each.day}
            href={link(`/coop/orders?day=${each.day}`)}
            aria-current={each.day === day ? 'page' : undefined}
          >
            {w.list.day(dayAndWeekday(each.day, lang), each.orders)}
          </a>
        ))}
      </nav>
      <section>
        <h2>{w.list.byReceiver}</h2>
        <Receivers orders={orders} />
      </section>
      <section>
        <h2>{w.list.byProduct}</h2>
        <Products products={products} />
      </section>
    </Main>
  );
}

function Receivers({ orders }: { orders: readonly Receiver[] }) {
  const { w, link } = useWords('shipping');
  return (
    <List
      caption={w.list.byReceiver}
      rows={orders}
      rowKey={({ id }) => id}
      empty={<p>{w.list.empty}</p>}
      columns={[
        {
          head: w.list.receiver,
          phone: 'main',
          cell: ({ to, address, no }) => (
            <>
              {to} <span class="sm num">{no}</span>
              <div class="sm">{address}</div>
            </>
          ),
        },
        { head: w.list.ordered, align: 'right', cell: ({ orderedG }) => kilograms(orderedG) },
        { head: w.list.weighed, cell: ({ weighed, parts }) => w.list.progress(weighed, parts) },
        {
          head: w.list.state,
          cell: ({ state, deliveries }) => (
            <>
              <Tag tone={state === 'placed' ? 'quiet' : undefined}>{w.states[state]}</Tag>{' '}
              {deliveries.map((each) => (
                <Tag key={each.id}>{w.states[each.state]}</Tag>
              ))}
            </>
          ),
        },
        {
          head: w.list.open,
          phone: 'side',
          cell: ({ id, no }) => (
            <a class="btn" href={link(`/coop/orders/${id}`)} aria-label={`${w.list.open} ${no}`}>
              {w.list.open}
            </a>
          ),
        },
      ]}
    />
  );
}

function Products({ products }: { products: readonly Product[] }) {
  const { w, lang } = useWords('shipping');
  return (
    <List
      caption={w.list.byProduct}
      rows={products}
      rowKey={({ skuId }) => skuId}
      empty={<p>{w.list.empty}</p>}
      columns={[
        {
          head: w.list.product,
          phone: 'main',
          cell: ({ name, spec }) => (
            <>
              {name[lang]} <span class="sm">{spec[lang]}</span>
            </>
          ),
        },
        {
          head: w.list.units,
          align: 'right',
          cell: ({ units }) => `× ${units}`,
        },
        {
          head: w.list.ordered,
          align: 'right',
          phone: 'named',
          cell: ({ orderedG }) => kilograms(orderedG),
        },
        {
          head: w.list.weighed,
          align: 'right',
          phone: 'named',
          cell: ({ weighedG }) => kilograms(weighedG),
        },
        {
          head: w.list.lots,
          phone: 'named',
          cell: ({ lots }) => (
            <ul>
              {lots.map(({ batchId, g }) => (
                <li key={batchId} class="num">
                  {printedCode(batchId)} · {kilograms(g)}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
