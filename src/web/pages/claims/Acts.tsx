import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { reload, type ActProps } from './act.ts';
import { Answer } from './Answer.tsx';
import { Decide, FileDraft } from './Decide.tsx';

interface Props extends ActProps {
  readonly role: string;
}

/** What this reader may do now: the other side waits. */
export function Acts({ claim, role }: Props) {
  if (role === 'cooperative') return <SellerActs claim={claim} />;
  if (role === 'operator') return <OperatorActs claim={claim} />;
  return <BuyerActs claim={claim} role={role} />;
}

function SellerActs({ claim }: ActProps) {
  if (claim.state === 'draft') return <FileDraft claim={claim} />;
  if (claim.held) return null; // the canteen answers
  if (claim.state === 'filed' || (claim.state === 'back' && claim.back?.intact === false)) {
    return <Decide claim={claim} />;
  }
  return claim.state === 'sent_back' ? <TakenBack claim={claim} /> : null;
}

function OperatorActs({ claim }: ActProps) {
  const { w } = useWords('claims');
  if (claim.state === 'disputed') return <Decide claim={claim} />;
  if (claim.state !== 'sent_back' || claim.arrivedAt !== null) return null;
  const params = { id: claim.id };
  return (
    <Form
      name="arrived"
      draft={false}
      class="card fields"
      submit={w.act.arrived}
      send={(_data, key) => api('POST', '/api/claims/:id/arrived', { params, key })}
      done={reload}
    />
  );
}

function BuyerActs({ claim, role }: Props) {
  if (claim.held && claim.state === 'filed' && role === 'canteen') return <Answer claim={claim} />;
  if (claim.state === 'declined') return <Dispute claim={claim} />;
  return claim.kind === 'no_reason' && claim.state === 'filed' ? <SendBack claim={claim} /> : null;
}

function Dispute({ claim }: ActProps) {
  const { w } = useWords('claims');
  const params = { id: claim.id };
  return (
    <Form
      name="dispute"
      class="card fields"
      submit={w.act.dispute}
      send={(data, key) => {
        const body = { words: textOf(data, 'words') };
        return api('POST', '/api/claims/:id/dispute', { params, body, key });
      }}
      done={reload}
    >
      <Field name="words" label={w.act.disputeWords} required maxLength={500} />
    </Form>
  );
}

function SendBack({ claim }: ActProps) {
  const { w } = useWords('claims');
  const params = { id: claim.id };
  return (
    <Form
      name="send-back"
      class="card fields"
      submit={w.act.sendBack}
      send={(data, key) => {
        const body = { carrier: textOf(data, 'carrier'), waybillNo: textOf(data, 'waybill') };
        return api('POST', '/api/claims/:id/send-back', { params, body, key });
      }}
      done={reload}
    >
      <Field name="carrier" label={w.act.carrier} required maxLength={40} />
      <Field name="waybill" label={w.act.waybill} required maxLength={40} />
    </Form>
  );
}

function TakenBack({ claim }: ActProps) {
  const { w } = useWords('claims');
  const params = { id: claim.id };
  const send = (intact: boolean) => (_data: FormData, key: string) =>
    api('POST', '/api/claims/:id/back', { params, body: { intact }, key });
  return (
    <section class="card stack">
      <Form name="intact" draft={false} submit={w.act.intact} send={send(true)} done={reload} />
      <Form
        name="not-intact"
        draft={false}
        danger
        submit={w.act.notIntact}
        send={send(false)}
        done={reload}
      />
    </section>
  );
}
