import type { AgreementView } from '../../../features/prices/index.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import type { CanteenAgreementsProps } from '../../routes/trade.schema.ts';
import { AgreementTable } from './AgreementTable.tsx';

/** What cooperatives propose to this canteen: its approver consents, or says why not. */
export default function CanteenAgreements({ agreements, canSign }: CanteenAgreementsProps) {
  const { w } = useWords('trade');
  return (
    <Main title={w.agreements.title} sub={w.agreements.canteenSub}>
      <AgreementTable
        agreements={agreements}
        side="canteen"
        actions={(each) => (canSign && each.state === 'proposed' ? <Answer {...each} /> : null)}
      />
    </Main>
  );
}

function Answer({ id }: AgreementView) {
  const { w } = useWords('trade');
  const params = { id };
  return (
    <div class="actions">
      <Form
        name={`agree-${id}`}
        class="inline"
        draft={false}
        submit={w.agreements.approve}
        send={(_data, key) =>
          api('PUT', '/api/price-agreements/:id/approval', { params, body: {}, key })
        }
        done={again}
      />
      <Form
        name={`decline-${id}`}
        class="inline"
        draft={false}
        danger
        submit={w.agreements.decline}
        send={(data, key) =>
          api('PUT', '/api/price-agreements/:id/refusal', {
            ...{ params, key },
            body: { why: textOf(data, 'why') },
          })
        }
        done={again}
      >
        <Field name="why" label={w.agreements.why} maxLength={200} required />
      </Form>
    </div>
  );
}

function again(): void {
  location.reload();
}
