import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';

/** Cancels one order before its cut-off; opens before it asks. */
export function CancelPart({ id, until }: { id: string; until: string }) {
  const { w } = useWords('canteen');
  return (
    <details class="noprint">
      <summary>{w.orders.cancel}</summary>
      <p class="sm">{w.orders.cancelUntil(until)}</p>
      <Form
        name={`cancel-${id}`}
        draft={false}
        danger
        submit={w.orders.cancel}
        send={(data, key) =>
          api('POST', '/api/order-parts/:id/cancel', {
            params: { id },
            body: { reason: textOf(data, 'reason') },
            key,
          })
        }
        done={() => {
          location.reload();
        }}
      >
        <Field name="reason" label={w.orders.reason} maxLength={200} />
      </Form>
    </details>
  );
}
