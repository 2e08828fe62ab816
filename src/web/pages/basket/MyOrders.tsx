import type { GroupView } from '../../../features/orders/index.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';

/** What a consumer has ordered, newest first. */
export default function MyOrders({ orders }: { readonly orders: readonly GroupView[] }) {
  const { lang, w, link } = useWords('basket');
  return (
    <Main title={w.list.title}>
      {orders.length === 0 && (
        <div class="card empty">
          <Empty text={w.list.empty}>
            <a class="btn primary" href={link('/')}>
              {w.checkout.shop}
            </a>
          </Empty>
        </div>
      )}
      <ul class="stack">
        {orders.map(({ id, status, lines, totalFen, placedAt }) => (
          <li key={id} class="card stack">
            <p>
              <Tag tone={toneOf(status)}>{w.order.status[status]}</Tag>
            </p>
            <p>
              {lines.map(({ name, orderedUnits }) => `${name[lang]} × ${orderedUnits}`).join('、')}
            </p>
            <p class="sm">{w.list.placed(placedAt)}</p>
            <p>
              <strong class="num">{yuan(totalFen)}</strong>{' '}
              <a class="btn" href={link(`/orders/${id}`)}>
                {w.list.open(id)}
              </a>
            </p>
          </li>
        ))}
      </ul>
    </Main>
  );
}

export function toneOf(status: GroupView['status']): 'pear' | 'quiet' | undefined {
  if (status === 'awaiting_payment' || status === 'working') return 'pear';
  return ['rejected', 'expired', 'cancelled', 'declined'].includes(status) ? 'quiet' : undefined;
}
