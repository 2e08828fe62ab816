import { useState } from 'preact/hooks';
import type { ReceivingView } from '../../../features/receiving/index.ts';
import { readCode } from '../../../shared/code.ts';
import { api } from '../../client/api.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { ReceiveLine } from './ReceiveLine.tsx';
import { receiptIn } from './receipt-form.ts';
import { lotsOf } from './lots.ts';

/** The form of the first inspector. */
export function ReceiveForm({ delivery, needs }: ReceivingView) {
  const { w } = useWords('receiving');
  const lots = lotsOf(delivery);
  const [seen, setSeen] = useState<{ typed: string; code: string | undefined }>();
  return (
    <Form
      name={`receive-${delivery.id}`}
      submit={w.door.submit}
      send={async (data, key) => {
        const read = await receiptIn(data, lots);
        if ('problem' in read) return read;
        const params = { id: delivery.id };
        return api('POST', '/api/deliveries/:id/receipts', { params, body: read.body, key });
      }}
      done={() => {
        location.reload();
      }}
    >
      <p>{w.door.lead}</p>
      <Field
        name="code"
        label={w.door.code}
        hint={w.door.codeHint}
        autocomplete="off"
        autocapitalize="characters"
        onInput={(event) => {
          const typed = event.currentTarget.value;
          setSeen({ typed, code: readCode(typed) });
        }}
      />
      <p role="status" class="sm">
        {seen?.code &&
          (lots.some(({ batchId }) => batchId === seen.code) ? w.door.codeFound : w.door.codeNot)}
      </p>
      {lots.map((lot) => (
        <ReceiveLine
          key={`${lot.line}-${lot.batchId}`}
          lot={lot}
          isSeen={lot.batchId === seen?.code}
        />
      ))}
      {needs > 1 && <p class="note pear">{w.door.needsTwo}</p>}
      <Field name="name" label={w.door.name} required maxLength={40} autocomplete="name" />
    </Form>
  );
}
