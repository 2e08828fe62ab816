import type { OrderPartView } from '../../../features/fulfilment/index.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readDegrees } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Tag } from '../../parts/Tag.tsx';

type Delivery = OrderPartView['deliveries'][number];

const reload = () => {
  location.reload();
};

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
            <a href={link(`/coop/deliveries/${delivery.id}`)}>{w.order.loading}</a>{' '}
            <a href={link(`/coop/deliveries/${delivery.id}/note`)}>{w.order.note}</a>
          </p>
          <Run {...delivery} />
        </div>
      ))}
    </section>
  );
}

/** Leaving, and being there. */
export function Run({ id, state }: Pick<Delivery, 'id' | 'state'>) {
  if (state === 'dispatched') return <Arrive id={id} />;
  return state === 'packed' ? <Leave id={id} /> : null;
}

function Arrive({ id }: { id: string }) {
  const { w } = useWords('shipping');
  return (
    <Form
      name={`arrive-${id}`}
      draft={false}
      submit={w.order.arrive}
      send={(data, key) => {
        const tempC10 = readDegrees(textOf(data, 'temp'));
        if (tempC10 === undefined) return Promise.resolve(wrongFields('temp'));
        const body = tempC10 === null ? {} : { tempC10 };
        return api('POST', '/api/deliveries/:id/arrive', { params: { id }, body, key });
      }}
      done={reload}
    >
      <Field name="temp" label={w.order.arrivalTemp} inputMode="decimal" autocomplete="off" />
    </Form>
  );
}

function Leave({ id }: { id: string }) {
  const { w } = useWords('shipping');
  return (
    <Form
      name={`dispatch-${id}`}
      draft={false}
      submit={w.order.dispatch}
      send={(data, key) => {
        const tempC10 = readDegrees(textOf(data, 'temp'));
        const departedAt = instantIn(textOf(data, 'at'));
        if (tempC10 === undefined || departedAt === undefined) {
          return Promise.resolve(wrongFields(tempC10 === undefined ? 'temp' : 'at'));
        }
        const body = {
          ...{ plate: textOf(data, 'plate'), driver: textOf(data, 'driver') },
          driverPhone: textOf(data, 'phone'),
          ...(tempC10 !== null && { tempC10 }),
          ...(departedAt !== null && { departedAt }),
        };
        return api('POST', '/api/deliveries/:id/dispatch', { params: { id }, body, key });
      }}
      done={reload}
    >
      <Field name="plate" label={w.order.plate} maxLength={20} />
      <Field name="driver" label={w.order.driver} maxLength={40} />
      <Field name="phone" label={w.order.driverPhone} type="tel" maxLength={20} />
      <Field name="temp" label={w.order.temp} inputMode="decimal" autocomplete="off" />
      <Field name="at" label={w.order.departedAt}>
        {(attributes) => <input type="datetime-local" {...attributes} />}
      </Field>
    </Form>
  );
}

/** '2026-06-10T05:30' on the van's clock, in Hangzhou; null: now. */
function instantIn(typed: string): string | null | undefined {
  if (typed === '') return null;
  const at = new Date(`${typed}:00+08:00`.replace(/(:\d\d:\d\d):00\+/, '$1+'));
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
