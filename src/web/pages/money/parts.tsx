import { api } from '../../client/api.ts';
import { day, kilograms, yuan } from '../../format.ts';
import { useWords, type Lang, type Words } from '../../i18n/index.ts';
import { Form } from '../../parts/Form.tsx';
import type { Column } from '../../parts/List.tsx';
import type { StatementView } from '../../../features/ledger/index.ts';

export type EntryView = StatementView['entries'][number];

export function reload(): void {
  location.reload();
}

/** `2026-09`, or which half of it. */
export function periodIn(w: Words<'money'>['statements'], period: string): string {
  return period.length === 7 ? w.month(period) : w.half(period.slice(0, 7), period.slice(8));
}

/** The columns of entries, on a statement and on a running account. */
export function entryColumns(w: Words<'money'>, lang: Lang): Column<EntryView>[] {
  return [
    { head: w.one.on, cell: ({ on }) => day(on, lang) },
    { head: w.one.kind, phone: 'main', cell: ({ kind }) => w.kinds[kind] },
    { head: w.one.order, cell: ({ orderNo }) => orderNo },
    {
      head: w.one.goods,
      cell: ({ items }) =>
        items.map(({ no, name, g }) => (
          <div key={no}>
            {name[lang]}
            {g === null ? '' : ` ${kilograms(g)}`}
          </div>
        )),
    },
    {
      head: w.one.dueOn,
      phone: 'named',
      cell: ({ dueOn }) => (dueOn === null ? '' : day(dueOn, lang)),
    },
    { head: w.one.amount, align: 'right', phone: 'side', cell: ({ fen }) => yuan(fen) },
  ];
}

type PaymentStep = '/api/bank-payments/:id/confirm' | '/api/bank-payments/:id/withdraw';

/** One button that takes a payment a step on. */
export function PaymentButton({
  id,
  path,
  submit,
}: {
  id: string;
  path: PaymentStep;
  submit: string;
}) {
  useWords('money');
  return (
    <Form
      name={`${path.slice(-7)}-${id}`}
      draft={false}
      submit={submit}
      send={(_data, key) => api('POST', path, { params: { id }, key })}
      done={reload}
    />
  );
}
