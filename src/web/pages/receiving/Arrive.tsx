import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readDegrees } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';

/** It is there, with the temperature in the van; the receipt may follow later. */
export function Arrive({ id }: { id: string }) {
  const { w } = useWords('receiving');
  return (
    <details class="card">
      <summary>{w.arrivals.there}</summary>
      <Form
        name="arrived"
        draft={false}
        submit={w.arrivals.thereNow}
        send={(data, key) => {
          const tempC10 = readDegrees(textOf(data, 'van-temp'));
          if (tempC10 === undefined) return Promise.resolve(wrongFields('van-temp'));
          const body = tempC10 === null ? {} : { tempC10 };
          return api('POST', '/api/deliveries/:id/arrive', { params: { id }, body, key });
        }}
        done={() => {
          location.reload();
        }}
      >
        <Field name="van-temp" label={w.arrivals.temp} inputMode="decimal" autocomplete="off" />
      </Form>
    </details>
  );
}
