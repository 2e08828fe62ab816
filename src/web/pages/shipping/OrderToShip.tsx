import type { OrderPartView } from '../../../features/fulfilment/index.ts';
import { api } from '../../client/api.ts';
import { dayAndWeekday, kilograms } from '../../format.ts';
import { useSetting, useWords } from '../../i18n/index.ts';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Deliveries } from './Deliveries.tsx';
import { WeighPart } from './WeighPart.tsx';

const reload = () => {
  location.reload();
};

/** One order, from taking it on to the road. */
export default function OrderToShip(order: OrderPartView) {
  const { w, lang } = useWords('shipping');
  return (
    <Main
      title={w.order.title(order.no)}
      sub={`${w.order.day} ${dayAndWeekday(order.needOn, lang)}`}
      actions={<Tag>{w.states[order.state]}</Tag>}
    >
      <dl class="facts card">
        <div>
          <dt>{w.order.to}</dt>
          <dd>
            {order.to.name}
            <br />
            {order.to.address}
          </dd>
        </div>
      </dl>
      <Deliveries order={order} />
      <section class="card stack">
        <h2>{w.order.weights}</h2>
        {order.lines.map((line) => (
          <Line key={line.no} line={line} order={order} />
        ))}
        <Next order={order} />
      </section>
    </Main>
  );
}

interface LineProps {
  readonly line: OrderPartView['lines'][number];
  readonly order: OrderPartView;
}

function Line({ line, order }: LineProps) {
  const { w, lang } = useWords('shipping');
  return (
    <div class="stack">
      <h3>
        {line.name[lang]} <span class="sm">{line.spec[lang]}</span>
      </h3>
      <p class="sm">
        {w.order.ordered} × {line.orderedUnits} · {kilograms(line.orderedG)}
        {line.note && ` · ${line.note}`}
      </p>
      {line.parts.map((part) => (
        <WeighPart key={part.hid} part={part} orderId={order.id} state={order.state} />
      ))}
    </div>
  );
}

/** Crate by crate: another page, for whoever stands at the van. */
function ByCrate({ id }: { id: string }) {
  const { w, link } = useWords('shipping');
  const { formKey } = useSetting();
  const start = async () => {
    const { value } = await api('POST', '/api/order-parts/:id/deliveries', {
      ...{ params: { id }, body: { byCrate: true }, key: `${formKey}-crates` },
    });
    if (value) location.assign(link(`/coop/deliveries/${value.id}`));
    else reload();
  };
  return (
    <button type="button" class="btn" onClick={() => void start()}>
      {w.order.byCrate}
    </button>
  );
}

/** The one thing to do now. */
function Next({ order: { id, state, lines } }: { order: OrderPartView }) {
  const { w } = useWords('shipping');
  const params = { id };
  if (state === 'placed') {
    return (
      <Form
        name="confirm"
        submit={w.order.confirm}
        send={(_data, key) => api('POST', '/api/order-parts/:id/confirm', { params, key })}
        done={reload}
      >
        <p class="sm">{w.order.wait}</p>
      </Form>
    );
  }
  if (state === 'confirmed') {
    return (
      <Form
        name="pick"
        submit={w.order.pick}
        send={(_data, key) => api('POST', '/api/order-parts/:id/pick', { params, key })}
        done={reload}
      />
    );
  }
  if (state === 'picking') {
    return (
      <Form
        name="pack"
        submit={w.order.pack}
        send={(_data, key) => api('POST', '/api/order-parts/:id/pack', { params, key })}
        done={reload}
      />
    );
  }
  const free = lines.some(({ parts }) =>
    parts.some((part) => !part.dropped && part.delivery === 0),
  );
  if (state !== 'packed') return null;
  if (!free) return <p class="sm">{w.order.done}</p>;
  return (
    <Form
      name="load"
      submit={w.order.load}
      send={(_data, key) =>
        api('POST', '/api/order-parts/:id/deliveries', { params, body: { byCrate: false }, key })
      }
      done={reload}
      beside={<ByCrate id={id} />}
    />
  );
}
