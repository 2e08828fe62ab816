import { useEffect } from 'preact/hooks';
import type { GroupView } from '../../../features/orders/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { toneOf } from './MyOrders.tsx';

type Part = GroupView['parts'][number];

interface Refund {
  readonly fen: number;
  readonly state: 'requested' | 'held' | 'sent' | 'pending' | 'succeeded' | 'failed' | 'manual';
  readonly at: string;
}

export interface OrderPageProps {
  readonly order: GroupView;
  readonly refunds: readonly Refund[];
}

/** One checkout: how it stands, what comes when from whom, what was paid back. */
export default function OrderPage({ order, refunds }: OrderPageProps) {
  const { w } = useWords('basket');
  useLookAgain(order.status);
  return (
    <Main
      title={w.order.title(order.id)}
      sub={<Tag tone={toneOf(order.status)}>{w.order.status[order.status]}</Tag>}
    >
      <div class="stack">
        {order.isDemoPayment && <p class="note pear">{w.order.demo}</p>}
        {order.payUrl !== undefined && <Paying {...order} payUrl={order.payUrl} />}
        {order.parts.length === 0 ? (
          <section class="card stack">
            <Lines lines={order.lines} part={undefined} />
          </section>
        ) : (
          order.parts.map((part) => <PartCard key={part.id} part={part} order={order} />)
        )}
        <section class="card stack">
          <p>
            {w.order.total} <strong class="total">{yuan(order.totalFen)}</strong>
          </p>
          <p>
            {w.order.deliverTo}: {order.deliverTo.name} {order.deliverTo.phone}
            <br />
            {order.deliverTo.address}
          </p>
        </section>
        {refunds.length > 0 && <Refunds refunds={refunds} />}
      </div>
    </Main>
  );
}

function Paying({ id, payUrl, reservedUntil }: GroupView & { payUrl: string }) {
  const { w } = useWords('basket');
  return (
    <section class="card stack noprint">
      {reservedUntil !== undefined && <p>{w.order.reserved(reservedUntil)}</p>}
      <p>
        <a class="btn primary" href={payUrl}>
          {w.order.pay}
        </a>
      </p>
      <Form
        name="give-up"
        draft={false}
        danger
        submit={w.order.giveUp}
        send={(_data, key) => api('POST', '/api/orders/:id/cancel', { params: { id }, key })}
        done={reload}
      />
    </section>
  );
}

function PartCard({ part, order }: { part: Part; order: GroupView }) {
  const { w, link } = useWords('basket');
  const lines = order.lines.filter(
    ({ sellerId, needOn }) => sellerId === part.sellerId && needOn === part.needOn,
  );
  const isSent = part.loads.some(({ state }) => state === 'dispatched');
  const word = isSent ? w.order.sent : w.order.partState[part.state];
  return (
    <section class="card stack" aria-labelledby={`part-${part.no}`}>
      <h2 id={`part-${part.no}`}>{w.order.part(part.no)}</h2>
      <p>
        <Tag tone={part.state === 'cancelled' ? 'quiet' : undefined}>{word}</Tag>{' '}
        {w.order.comes(part.needOn)}
      </p>
      <Lines lines={lines} part={part} />
      {part.loads.map(({ n, state }) =>
        state === 'dispatched' ? <Received key={n} delivery={`${part.id}:${n}`} /> : null,
      )}
      {part.loads.some(({ state }) => state === 'dispatched' || state === 'final') && (
        <p class="noprint">
          <a href={link(`/claims/new/${part.id}`)}>{w.order.claim}</a> ·{' '}
          <a href={link('/claims')}>{w.order.claims}</a>
        </p>
      )}
      {part.canCancel && <CancelPart part={part} />}
    </section>
  );
}

/** 确认收货: what nobody confirms counts as received after ten days. */
function Received({ delivery: id }: { delivery: string }) {
  const { w } = useWords('basket');
  return (
    <>
      <Form
        name={`received-${id}`}
        draft={false}
        submit={w.order.received}
        send={(_data, key) => api('POST', '/api/deliveries/:id/confirm', { params: { id }, key })}
        done={reload}
      />
      <p class="sm">{w.order.receivedNote}</p>
    </>
  );
}

function Lines({ lines, part }: { lines: GroupView['lines']; part: Part | undefined }) {
  const { w, lang, link } = useWords('basket');
  return (
    <ul class="stack">
      {lines.map((line) => (
        <li key={line.no}>
          {line.name[lang]} {line.spec[lang]} {w.checkout.units(line.orderedUnits)} ·{' '}
          <span class="num">{yuan(line.lineFen)}</span>
          {line.dropped && <Tag tone="quiet">{w.order.dropped}</Tag>}
          {part?.allocs
            .filter((alloc) => alloc.line === line.no)
            .map(({ batchId, harvestOn }) => (
              <p key={batchId} class="sm">
                {harvestOn === undefined ? (
                  <a href={link(`/b/${batchId}`)}>{w.order.batch(printedCode(batchId))}</a>
                ) : (
                  w.order.inField(harvestOn)
                )}
              </p>
            ))}
        </li>
      ))}
    </ul>
  );
}

function CancelPart({ part }: { part: Part }) {
  const { w } = useWords('basket');
  return (
    <details class="noprint">
      <summary>{w.order.cancel}</summary>
      <p class="sm">{w.order.cancelUntil(part.cutoffAt)}</p>
      <Form
        name={`cancel-${part.no}`}
        draft={false}
        danger
        submit={w.order.cancel}
        send={(data, key) =>
          api('POST', '/api/order-parts/:id/cancel', {
            params: { id: part.id },
            body: { reason: textOf(data, 'reason') },
            key,
          })
        }
        done={reload}
      >
        <Field name="reason" label={w.order.reason} maxLength={200} />
      </Form>
    </details>
  );
}

function Refunds({ refunds }: { refunds: readonly Refund[] }) {
  const { w } = useWords('basket');
  return (
    <section class="card stack">
      <h2>{w.order.refunds}</h2>
      <ul class="dots">
        {refunds.map(({ fen, state, at }) => (
          <li key={`${at}-${fen}`}>
            {w.order.refund(fen, at)} · {w.order.refundState[state]}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** While something is under way the page looks again by itself. */
function useLookAgain(status: GroupView['status']): void {
  useEffect(() => {
    if (status !== 'working') return undefined;
    const timer = setTimeout(reload, 3_000);
    return () => {
      clearTimeout(timer);
    };
  }, [status]);
}

function reload(): void {
  location.reload();
}
