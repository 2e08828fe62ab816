import { useState } from 'preact/hooks';
import type { OrderPartView } from '../../../features/fulfilment/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { api } from '../../client/api.ts';
import { wrongFields } from '../../client/problem.ts';
import { readGrams } from '../../client/typed.ts';
import { kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Tag } from '../../parts/Tag.tsx';

interface Props {
  readonly part: OrderPartView['lines'][number]['parts'][number];
  readonly orderId: string;
  readonly state: OrderPartView['state'];
}

const reload = () => {
  location.reload();
};

/** One lot of one line: its weight, or another lot instead. */
export function WeighPart({ part, orderId, state }: Props) {
  const { w } = useWords('shipping');
  const isFree = !part.dropped && part.delivery === 0;
  return (
    <div class="card stack">
      <p>
        {w.order.batch} <span class="num">{printedCode(part.batchId)}</span> ·{' '}
        {kilograms(part.weighed ? part.g : part.orderedG)} <PartState part={part} />
      </p>
      {state === 'picking' && isFree && <Scale part={part} orderId={orderId} />}
      {(state === 'picking' || state === 'packed') && isFree && (
        <Trouble hid={part.hid} orderId={orderId} />
      )}
    </div>
  );
}

function PartState({ part }: Pick<Props, 'part'>) {
  const { w } = useWords('shipping');
  if (part.dropped) return <Tag tone="quiet">{w.order.dropped}</Tag>;
  if (part.delivery > 0) return <Tag>{w.order.inDelivery(part.delivery)}</Tag>;
  return part.weighed ? <Tag>{w.order.weighed}</Tag> : <Tag tone="pear">{w.order.notWeighed}</Tag>;
}

/** Kilograms; a slip of the comma is asked back with both figures. */
function Scale({ part, orderId }: Pick<Props, 'part' | 'orderId'>) {
  const { w } = useWords('shipping');
  const [far, setFar] = useState<{ g: number; nominalG: number }>();
  return (
    <Form
      name={`weigh-${part.hid}`}
      draft={false}
      submit={far ? w.order.farYes : w.order.put}
      danger={far !== undefined}
      send={async (data, key) => {
        const typed = data.get('kg');
        const g = readGrams(typeof typed === 'string' ? typed : '');
        if (g === undefined || g === 0) return wrongFields('kg');
        const result = await api('POST', '/api/order-parts/:id/weights', {
          params: { id: orderId },
          body: { hid: part.hid, g, ...(far?.g === g && { confirm: far }) },
          key,
        });
        if (result.problem?.code === 'weight.confirm') setFar({ g, nominalG: part.orderedG });
        return result;
      }}
      done={reload}
    >
      <Field
        name="kg"
        label={w.order.weight('kg')}
        inputMode="decimal"
        autocomplete="off"
        required
        hint={far && w.order.far(kilograms(far.g), kilograms(far.nominalG))}
      />
    </Form>
  );
}

function Trouble({ hid, orderId }: { hid: string; orderId: string }) {
  const { w } = useWords('shipping');
  const params = { id: orderId };
  return (
    <details class="noprint">
      <summary>{w.order.trouble}</summary>
      <Form
        name={`replace-${hid}`}
        submit={w.order.replace}
        send={(_data, key) =>
          api('POST', '/api/order-parts/:id/replace', { params, body: { hid }, key })
        }
        done={reload}
      />
      <Form
        name={`drop-${hid}`}
        submit={w.order.drop}
        danger
        send={(_data, key) =>
          api('POST', '/api/order-parts/:id/drop', { params, body: { hid }, key })
        }
        done={reload}
      >
        <p class="sm">{w.order.dropHint}</p>
      </Form>
    </details>
  );
}
