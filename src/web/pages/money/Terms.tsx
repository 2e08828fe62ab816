import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readCount, readFen } from '../../client/typed.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import type { TermsPage } from '../../routes/money.schema.ts';
import { reload } from './parts.tsx';

/** What the platform agrees with an organisation: days to pay, who pays, how much it may owe. */
export default function Terms({ orgId, name, termsDays, payerId, credit }: TermsPage) {
  const { w } = useWords('money');
  const s = w.terms;
  const params = { orgId };
  return (
    <Main title={s.title(name)}>
      <section class="card stack">
        <Form
          name="terms"
          draft={false}
          submit={s.save}
          send={(data, key) => {
            const days = readCount(textOf(data, 'days'));
            if (days === undefined) return Promise.resolve(wrongFields('days'));
            const payer = textOf(data, 'payer');
            const body = { termsDays: days, payerId: payer === '' ? null : payer };
            return api('PUT', '/api/organisations/:orgId/agreement', { params, body, key });
          }}
          done={reload}
        >
          <Field
            name="days"
            label={s.days}
            required
            inputMode="numeric"
            defaultValue={String(termsDays)}
          />
          <Field name="payer" label={s.payer} maxLength={11} defaultValue={payerId ?? ''} />
        </Form>
      </section>
      <section class="card stack" aria-labelledby="credit">
        <h2 id="credit">{s.credit}</h2>
        <p>
          {credit
            ? `${w.limits.limit} ${yuan(credit.limit)} · ${w.limits.used} ${yuan(credit.used)} · ${w.limits.left} ${yuan(credit.avail)}`
            : s.none}
        </p>
        <Form
          name="credit"
          draft={false}
          submit={s.grant}
          send={(data, key) => {
            const limitFen = readFen(textOf(data, 'amount'));
            if (limitFen === undefined) return Promise.resolve(wrongFields('amount'));
            return api('PUT', '/api/credit/:orgId', { params, body: { limitFen }, key });
          }}
          done={reload}
        >
          <Field name="amount" label={s.amount} required inputMode="decimal" />
        </Form>
      </section>
    </Main>
  );
}
