import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readCount, readFen } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import type { SettingsPage } from '../../routes/money.schema.ts';
import { reload } from './parts.tsx';

const ROLES = ['approver', 'accountant', 'admin'] as const;
const RHYTHMS = ['month', 'half'] as const;
/** Rules that one page shows. */
const RULES = [0, 1, 2] as const;

/** How an organisation works: where, when, who signs, how it settles. */
export default function Settings(view: SettingsPage) {
  const { w } = useWords('money');
  const s = w.settings;
  return (
    <Main title={s.title} sub={s.sub}>
      {view.buys && <Agreed {...view} />}
      <section class="card stack">
        <Form
          name="settings"
          draft={false}
          submit={s.save}
          send={(data, key) => save(view, data, key)}
          done={reload}
        >
          <Reach {...view} />
          {view.buys && <Receiving {...view} />}
          {view.buys && <Approvals {...view} />}
          <Settling {...view} />
        </Form>
      </section>
    </Main>
  );
}

function Agreed({ termsDays, payer }: SettingsPage) {
  const { w } = useWords('money');
  const s = w.settings;
  return (
    <section class="card stack" aria-labelledby="agreed">
      <h2 id="agreed">{s.agreed}</h2>
      <ul class="dots">
        <li>{s.terms(termsDays)}</li>
        <li>{payer === null ? s.own : s.payer(payer)}</li>
      </ul>
      <p class="sm">{s.agreedHint}</p>
    </section>
  );
}

function Reach({ address, contact }: SettingsPage) {
  const { w } = useWords('money');
  const s = w.settings;
  return (
    <fieldset class="fields">
      <legend>{s.reach}</legend>
      <Field name="address" label={s.address} required maxLength={200} defaultValue={address} />
      <Field
        name="name"
        label={s.contactName}
        required
        maxLength={60}
        defaultValue={contact.name}
      />
      <Field
        name="phone"
        type="tel"
        label={s.contactPhone}
        required
        maxLength={40}
        defaultValue={contact.phone}
      />
    </fieldset>
  );
}

function Receiving({ twoInspectors, school, tolerancePermille, ...view }: SettingsPage) {
  const { w } = useWords('money');
  const s = w.settings;
  return (
    <fieldset class="fields">
      <legend>{s.receiving}</legend>
      <label class="check">
        <input type="checkbox" name="two" defaultChecked={twoInspectors} disabled={school} />
        {s.two}
      </label>
      <Field
        name="tolerance"
        label={s.tolerance}
        required
        inputMode="numeric"
        defaultValue={String(tolerancePermille)}
      />
      <fieldset class="choices">
        <legend>{s.days}</legend>
        {s.weekdays.map((weekday, place) => (
          <label key={weekday} class="check">
            <input
              type="checkbox"
              name="days"
              value={place + 1}
              defaultChecked={view.deliveryDays.includes(place + 1)}
            />
            {weekday}
          </label>
        ))}
      </fieldset>
      <Field name="from" label={s.from} required defaultValue={view.deliveryWindow.from} />
      <Field name="to" label={s.to} required defaultValue={view.deliveryWindow.to} />
    </fieldset>
  );
}

function Approvals({ approvals }: SettingsPage) {
  const { w } = useWords('money');
  const s = w.settings;
  return (
    <fieldset class="fields">
      <legend>{s.approvals}</legend>
      <p class="hint">{s.approvalsHint}</p>
      {RULES.map((place) => (
        <Rule key={place} place={place} rule={approvals[place]} />
      ))}
    </fieldset>
  );
}

function Rule({
  place,
  rule,
}: {
  place: number;
  rule: SettingsPage['approvals'][number] | undefined;
}) {
  const { w } = useWords('money');
  const s = w.settings;
  return (
    <>
      <Field
        name={`over-${place}`}
        label={`${place + 1}. ${s.over}`}
        inputMode="decimal"
        defaultValue={rule ? String(rule.overFen / 100) : ''}
      />
      <Field name={`role-${place}`} label={`${place + 1}. ${s.role}`}>
        {(attributes) => (
          <select {...attributes}>
            {ROLES.map((role) => (
              <option key={role} value={role} selected={rule?.role === role}>
                {s.roles[role]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        name={`count-${place}`}
        label={`${place + 1}. ${s.count}`}
        inputMode="numeric"
        defaultValue={String(rule?.count ?? 1)}
      />
    </>
  );
}

function Settling({ statementRhythm, payTo }: SettingsPage) {
  const { w } = useWords('money');
  const s = w.settings;
  return (
    <fieldset class="fields">
      <legend>{s.statements}</legend>
      <Field name="rhythm" label={s.rhythm}>
        {(attributes) => (
          <select {...attributes}>
            {RHYTHMS.map((rhythm) => (
              <option key={rhythm} value={rhythm} selected={rhythm === statementRhythm}>
                {s.rhythms[rhythm]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p class="hint">{s.payTo}</p>
      <Field name="payName" label={s.payName} maxLength={80} defaultValue={payTo?.name ?? ''} />
      <Field name="payBank" label={s.payBank} maxLength={80} defaultValue={payTo?.bank ?? ''} />
      <Field
        name="payAccount"
        label={s.payAccount}
        maxLength={40}
        defaultValue={payTo?.account ?? ''}
      />
    </fieldset>
  );
}

function save(view: SettingsPage, data: FormData, key: string) {
  const received = view.buys ? receivedBy(view, data) : keptOf(view);
  if ('wrong' in received) return Promise.resolve(wrongFields(received.wrong));
  const account = textOf(data, 'payAccount');
  const body = {
    ...received,
    address: textOf(data, 'address'),
    contact: { name: textOf(data, 'name'), phone: textOf(data, 'phone') },
    statementRhythm: RHYTHMS.find((rhythm) => rhythm === textOf(data, 'rhythm')) ?? 'month',
    payTo:
      account === ''
        ? null
        : { name: textOf(data, 'payName'), bank: textOf(data, 'payBank'), account },
  };
  return api('PUT', '/api/organisation/settings', { body, key });
}

const roleOf = (said: string) => ROLES.find((role) => role === said) ?? 'approver';

/** What a seller is not asked stays as it is. */
function keptOf({ twoInspectors, tolerancePermille, approvals, ...view }: SettingsPage) {
  const { deliveryDays, deliveryWindow } = view;
  const rules = approvals.map((rule) => ({ ...rule, role: roleOf(rule.role) }));
  return { twoInspectors, tolerancePermille, approvals: rules, deliveryDays, deliveryWindow };
}

/** How goods are taken in and orders signed, as typed; or the name of a field that is wrong. */
function receivedBy(view: SettingsPage, data: FormData) {
  const rules = RULES.filter((place) => textOf(data, `over-${place}`) !== '').map((place) => ({
    place,
    overFen: readFen(textOf(data, `over-${place}`)),
    role: roleOf(textOf(data, `role-${place}`)),
    count: readCount(textOf(data, `count-${place}`)) ?? 1,
  }));
  const bad = rules.find(({ overFen }) => overFen === undefined);
  if (bad) return { wrong: `over-${bad.place}` };
  const tolerancePermille = readCount(textOf(data, 'tolerance'));
  if (tolerancePermille === undefined) return { wrong: 'tolerance' };
  return {
    twoInspectors: view.school || data.has('two'),
    tolerancePermille,
    approvals: rules.map(({ overFen = 0, role, count }) => ({ overFen, role, count })),
    deliveryDays: data.getAll('days').map(Number),
    deliveryWindow: { from: textOf(data, 'from'), to: textOf(data, 'to') },
  };
}
