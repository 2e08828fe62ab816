import type { LimitsView } from '../../../features/limits/index.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readFen } from '../../client/typed.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import { reload } from './parts.tsx';

type Figures = LimitsView['budgets'][number];

/** Budgets and credit of a canteen: the limit, what is promised, spent and left. */
export default function Limits(view: LimitsView) {
  const { w } = useWords('money');
  const { credit, budgets, maySet } = view;
  const l = w.limits;
  return (
    <Main title={l.title} sub={l.sub}>
      <section class="card stack" aria-labelledby="credit">
        <h2 id="credit">{l.credit}</h2>
        {credit ? <Meter {...credit} /> : <p>{l.noCredit}</p>}
      </section>
      <section class="card stack" aria-labelledby="budgets">
        <h2 id="budgets">{l.budgets}</h2>
        {budgets.length === 0 && <p>{l.noBudget}</p>}
        {budgets.map((budget) => (
          <div key={budget.id} class="stack">
            <h3>{l.periodName(budget.id.slice(budget.id.indexOf(':') + 1))}</h3>
            <Meter {...budget} />
          </div>
        ))}
      </section>
      {maySet && <SetBudget {...view} />}
    </Main>
  );
}

function Meter({ limit, held, used, avail }: Figures) {
  const { w } = useWords('money');
  const l = w.limits;
  const percent = limit === 0 ? 0 : Math.round((100 * (held + used)) / limit);
  return (
    <>
      <meter
        min={0}
        max={Math.max(limit, held + used, 1)}
        value={Math.max(0, held + used)}
        aria-label={l.meter(percent)}
      >
        {l.meter(percent)}
      </meter>
      <dl class="facts">
        <dt>{l.limit}</dt>
        <dd class="num">{yuan(limit)}</dd>
        <dt>{l.held}</dt>
        <dd class="num">{yuan(held)}</dd>
        <dt>{l.used}</dt>
        <dd class="num">{yuan(used)}</dd>
        <dt>{l.left}</dt>
        <dd class="num">{yuan(avail)}</dd>
      </dl>
      {avail < 0 && <p class="note warn">{l.over}</p>}
    </>
  );
}

function SetBudget({ month, term }: LimitsView) {
  const { w } = useWords('money');
  const l = w.limits;
  return (
    <section class="card stack" aria-labelledby="set">
      <h2 id="set">{l.set}</h2>
      <Form
        name="budget"
        submit={l.save}
        send={(data, key) => {
          const limitFen = readFen(textOf(data, 'amount'));
          if (limitFen === undefined) return Promise.resolve(wrongFields('amount'));
          const body = { period: textOf(data, 'period'), limitFen };
          return api('PUT', '/api/budgets', { body, key });
        }}
        done={reload}
      >
        <Field name="period" label={l.period}>
          {(attributes) => (
            <select {...attributes}>
              <option value={month}>{l.month(month)}</option>
              <option value={term}>{l.term(term)}</option>
            </select>
          )}
        </Field>
        <Field name="amount" label={l.amount} required inputMode="decimal" />
      </Form>
    </section>
  );
}
