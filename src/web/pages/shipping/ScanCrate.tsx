import { useState } from 'preact/hooks';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readGrams } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';

/** One crate aboard; of another lot than booked, the page asks 换批 or 放回. */
export function ScanCrate({ deliveryId: id }: { deliveryId: string }) {
  const { w } = useWords('shipping');
  const [isOther, setOther] = useState(false);
  const reload = () => {
    location.reload();
  };
  return (
    <Form
      name="scan-crate"
      draft={false}
      class="card fields"
      submit={isOther ? w.loading.swap : w.loading.add}
      danger={isOther}
      beside={
        isOther && (
          <button type="button" class="btn" onClick={reload}>
            {w.loading.putBack}
          </button>
        )
      }
      send={async (data, key) => {
        const typed = textOf(data, 'kg');
        const g = typed === '' ? null : readGrams(typed);
        if (g === undefined || g === 0) return wrongFields('kg');
        const body = { crate: textOf(data, 'crate'), swap: isOther, ...(g !== null && { g }) };
        const result = await api('POST', '/api/deliveries/:id/crates', {
          ...{ params: { id }, body, key },
        });
        if (result.problem?.code === 'crate.other-lot') setOther(true);
        return result;
      }}
      done={reload}
    >
      {isOther && <p class="note warn">{w.loading.otherLot}</p>}
      <Field
        name="crate"
        label={w.loading.scan}
        hint={w.loading.scanHint}
        required
        autocomplete="off"
        autocapitalize="characters"
      />
      <Field name="kg" label={w.loading.weight} inputMode="decimal" autocomplete="off" />
    </Form>
  );
}
