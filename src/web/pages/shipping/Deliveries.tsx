import type { OrderPartView } from '../../../features/fulfilment/index.ts';
import { api } from '../../client/api.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Tag } from '../../parts/Tag.tsx';

type Delivery = OrderPartView['deliveries'][number];

/** The notes of an order, each until it is there. */
export function Deliveries({ order }: { order: OrderPartView }) {
  const { w, link } = useWords('shipping');
  if (order.deliveries.length === 0) return null;
  return (
    <section class="card stack">
      <h2>{w.order.deliveries}</h2>
      {order.deliveries.map((delivery) => (
        <div class="stack" key={delivery.id}>
          <p>
            <span class="num">{delivery.noteNo}</span> <Tag>{w.states[delivery.state]}</Tag>{' '}
            <a href={link(`/coop/deliveries/${delivery.id}/note`)}>{w.order.note}</a>
          </p>
          <Step delivery={delivery} />
        </div>
      ))}
    </section>
  );
}

function Step({ delivery: { id, state } }: { delivery: Delivery }) {
  const { w } = useWords('shipping');
  const reload = () => {
    location.reload();
  };
  if (state === 'dispatched') {
    return (
      <Form
        name={`arrive-${id}`}
        submit={w.order.arrive}
        send={(_data, key) => api('POST', '/api/deliveries/:id/arrive', { params: { id }, key })}
        done={reload}
      />
    );
  }
  if (state !== 'packed') return null;
  return (
    <Form
      name={`dispatch-${id}`}
      draft={false}
      submit={w.order.dispatch}
      send={(data, key) => {
        const text = (name: string) => {
          const value = data.get(name);
          return typeof value === 'string' ? value.trim() : '';
        };
        const body = { plate: text('plate'), driver: text('driver') };
        return api('POST', '/api/deliveries/:id/dispatch', { params: { id }, body, key });
      }}
      done={reload}
    >
      <Field name="plate" label={w.order.plate} maxLength={20} />
      <Field name="driver" label={w.order.driver} maxLength={40} />
    </Form>
  );
}
