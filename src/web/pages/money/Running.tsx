import type { RunningView } from '../../../features/ledger/index.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readFen } from '../../client/typed.ts';
import { uploaded } from '../../client/uploads.ts';
import { day, yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { List, type Column } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Upload } from '../../parts/Upload.tsx';
import { entryColumns, PaymentButton, reload } from './parts.tsx';

type Payment = RunningView['payments'][number];
type Charge = RunningView['charges'][number];

/** 往来明细: every entry with one counterpart, what is open of it, and the payments. */
export default function Running(view: RunningView) {
  const { w, lang } = useWords('money');
  const { partner, entries, folded, payTo, mayPay } = view;
  const s = w.statements;
  return (
    <Main title={w.running.title(partner.name[lang] || partner.name.zh)}>
      <section class="card stack">
        <dl class="facts">
          <dt>{s.owed}</dt>
          <dd class="num">{yuan(folded.owedFen)}</dd>
          <dt>{s.paid}</dt>
          <dd class="num">{yuan(folded.paidFen)}</dd>
          <dt>{s.overdue}</dt>
          <dd class="num">{yuan(folded.overdueFen)}</dd>
          <dt>{s.ageing}</dt>
          <dd>
            {s.ages(
              yuan(folded.ageing[0] ?? 0),
              yuan(folded.ageing[1] ?? 0),
              yuan(folded.ageing[2] ?? 0),
            )}
          </dd>
          <dt>{w.one.payTo}</dt>
          <dd>{payTo === '' ? w.one.payToMissing : payTo}</dd>
        </dl>
      </section>
      <OpenCharges {...view} />
      <Payments {...view} />
      {mayPay && <Pay {...view} />}
      <section class="stack" aria-labelledby="all">
        <h2 id="all">{w.running.entries}</h2>
        <List
          caption={w.running.entries}
          columns={entryColumns(w, lang)}
          rows={entries}
          rowKey={({ key }) => key}
          empty={<Empty text={w.running.none} />}
        />
      </section>
    </Main>
  );
}

function OpenCharges({ charges, today }: RunningView) {
  const { w, lang } = useWords('money');
  const r = w.running;
  const columns: Column<Charge>[] = [
    { head: w.one.order, phone: 'main', cell: ({ orderNo }) => orderNo },
    { head: r.acceptedOn, phone: 'named', cell: ({ acceptedOn }) => day(acceptedOn, lang) },
    {
      head: r.dueOn,
      phone: 'named',
      cell: ({ dueOn }) => (
        <>
          {day(dueOn, lang)} {dueOn < today && <Tag tone="warn">{r.overdueTag}</Tag>}
        </>
      ),
    },
    { head: w.one.amount, align: 'right', phone: 'hide', cell: ({ fen }) => yuan(fen) },
    { head: r.left, align: 'right', phone: 'side', cell: ({ openFen }) => yuan(openFen) },
  ];
  return (
    <section class="stack" aria-labelledby="open">
      <h2 id="open">{r.open}</h2>
      <List
        caption={r.open}
        columns={columns}
        rows={charges.filter(({ openFen }) => openFen > 0)}
        rowKey={({ key }) => key}
        empty={<Empty text={r.noneOpen} />}
      />
    </section>
  );
}

function Payments({ payments, side, mayPay }: RunningView) {
  const { w, lang } = useWords('money');
  const r = w.running;
  const columns: Column<Payment>[] = [
    { head: r.bankRef, phone: 'main', cell: ({ bankRef }) => bankRef },
    { head: r.on, cell: ({ on }) => day(on, lang) },
    { head: w.one.amount, align: 'right', phone: 'side', cell: ({ fen }) => yuan(fen) },
    {
      head: r.state,
      cell: ({ state, why }) => (
        <>
          <Tag tone={state === 'recorded' ? 'pear' : 'quiet'}>{r.payStates[state]}</Tag> {why}
        </>
      ),
    },
    { head: r.action, cell: (payment) => <Step {...payment} side={side} mayPay={mayPay} /> },
  ];
  return (
    <section class="stack" aria-labelledby="payments">
      <h2 id="payments">{r.payments}</h2>
      <List
        caption={r.payments}
        columns={columns}
        rows={payments}
        rowKey={({ id }) => id}
        empty={<Empty text={r.nonePayments} />}
      />
    </section>
  );
}

function Step({ id, state, side, mayPay }: Payment & Pick<RunningView, 'side' | 'mayPay'>) {
  const { w } = useWords('money');
  const r = w.running;
  if (side === 'payer') {
    return state === 'recorded' && mayPay ? (
      <PaymentButton id={id} path="/api/bank-payments/:id/withdraw" submit={r.withdraw} />
    ) : null;
  }
  if (state === 'recorded') {
    return <PaymentButton id={id} path="/api/bank-payments/:id/confirm" submit={r.confirm} />;
  }
  return state === 'confirmed' ? <Turn id={id} /> : null;
}

function Turn({ id }: { id: string }) {
  const { w } = useWords('money');
  return (
    <details>
      <summary>{w.running.reverse}</summary>
      <Form
        name={`reverse-${id}`}
        draft={false}
        danger
        submit={w.running.reverse}
        send={(data, key) =>
          api('POST', '/api/bank-payments/:id/reverse', {
            params: { id },
            body: { why: textOf(data, 'why') },
            key,
          })
        }
        done={reload}
      >
        <Field name="why" label={w.running.why} required maxLength={400} />
      </Form>
    </details>
  );
}

function Pay({ partner, today }: RunningView) {
  const { w } = useWords('money');
  const r = w.running;
  return (
    <section class="card stack noprint" aria-labelledby="pay">
      <h2 id="pay">{r.pay}</h2>
      <p class="sm">{r.payHint}</p>
      <Form
        name="pay"
        submit={r.pay}
        send={async (data, key) => {
          const fen = readFen(textOf(data, 'fen'));
          const files = await uploaded('proof');
          if (!fen) return wrongFields('fen');
          if (!files) return wrongFields('proof');
          const body = {
            ...{ sellerId: partner.id, fen, on: textOf(data, 'on') },
            ...{ bankRef: textOf(data, 'bankRef'), proofId: files[0] ?? null },
          };
          return api('POST', '/api/bank-payments', { body, key });
        }}
        done={reload}
      >
        <Field name="fen" label={r.fen} required inputMode="decimal" />
        <Field name="on" type="date" label={r.on} required defaultValue={today} max={today} />
        <Field name="bankRef" label={r.bankRef} required maxLength={40} />
        <Upload name="proof" label={r.proof} kind="paper" max={1} />
      </Form>
    </section>
  );
}
