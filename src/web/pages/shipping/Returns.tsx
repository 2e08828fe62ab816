import type { DeliveryView } from '../../../features/fulfilment/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readGrams } from '../../client/typed.ts';
import { kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';

interface Props {
  readonly deliveryId: string;
  readonly lines: DeliveryView['lines'];
  readonly returnable: readonly {
    readonly line: number;
    readonly batchId: string;
    readonly leftG: number;
  }[];
}

/** 退货入库: into a new held lot, never more than was refused. */
export function Returns({ deliveryId: id, lines, returnable }: Props) {
  const { w, lang, link } = useWords('shipping');
  const open = returnable.filter(({ leftG }) => leftG > 0);
  if (open.length === 0) return null;
  return (
    <section class="card stack">
      <h2>{w.loading.returns}</h2>
      <p class="sm">{w.loading.returnsHint}</p>
      {open.map(({ line, batchId, leftG }) => (
        <Form
          key={`${line}-${batchId}`}
          name={`return-${line}-${batchId}`}
          draft={false}
          submit={w.loading.takeBack}
          send={(data, key) => {
            const g = readGrams(textOf(data, 'kg'));
            if (!g) return Promise.resolve(wrongFields('kg'));
            const body = { line, batchId, g };
            return api('POST', '/api/deliveries/:id/returns', { params: { id }, body, key });
          }}
          done={(made) => {
            location.assign(link(`/coop/batches/${made.batchId}`));
          }}
        >
          <p>
            {lines.find((one) => one.line === line)?.name[lang]}{' '}
            <span class="num">{printedCode(batchId)}</span> ·{' '}
            {w.loading.returnable(kilograms(leftG))}
          </p>
          <Field
            name="kg"
            label={w.loading.returnG}
            inputMode="decimal"
            autocomplete="off"
            required
          />
        </Form>
      ))}
    </section>
  );
}
