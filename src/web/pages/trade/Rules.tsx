import type { RulesView } from '../../../features/calendars/index.ts';
import { HOLIDAYS } from '../../../shared/facts/holidays.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readCount, readFen } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import type { RulesProps } from '../../routes/trade.schema.ts';

type ClassRule = RulesView['classes'][number];
type Seller = RulesView['sellers'][number];

/** 截单与配送: everybody’s cut-offs for the operator, a seller’s own and its minimum for the seller. */
export default function Rules({ rules, canSetAll }: RulesProps) {
  const { lang, w } = useWords('trade');
  return (
    <Main title={w.rules.title} sub={w.rules.sub}>
      <section class="card stack" aria-labelledby="everybody">
        <h2 id="everybody">{w.rules.everybody}</h2>
        <ul class="stack">
          {rules.classes.map((each) => (
            <li key={each.cutoffClass}>
              <strong>{w.classes[each.cutoffClass]}</strong> <Rule {...each} />
              {canSetAll && <ChangeClass {...each} />}
            </li>
          ))}
        </ul>
      </section>
      <section class="card stack" aria-labelledby="sellers">
        <h2 id="sellers">{canSetAll ? w.rules.sellers : w.rules.own}</h2>
        <ul class="stack">
          {rules.sellers.map((seller) => (
            <li key={seller.sellerId}>
              <details open={rules.sellers.length === 1}>
                <summary>
                  {seller.name[lang]}
                  {seller.classes.length > 0 && <span class="sm"> {w.rules.hasOwn}</span>}
                </summary>
                <SellerRules seller={seller} classes={rules.classes} />
              </details>
            </li>
          ))}
        </ul>
      </section>
      <Holidays />
    </Main>
  );
}

function Rule({ rule }: Pick<ClassRule, 'rule'>) {
  const { w } = useWords('trade');
  return (
    <span>
      {w.rules.daysBefore(rule.daysBefore, rule.time)} ·{' '}
      {rule.weekdays.map((n) => w.weekday(n)).join(' ')}
    </span>
  );
}

function ChangeClass({ cutoffClass, rule }: ClassRule) {
  const { w } = useWords('trade');
  return (
    <details>
      <summary>
        {w.rules.change}
        <span class="vh"> {w.classes[cutoffClass]}</span>
      </summary>
      <Form
        name={`class-${cutoffClass}`}
        submit={w.rules.save}
        draft={false}
        send={async (data, key) => {
          const body = ruleOf(data);
          if (typeof body === 'string') return wrongFields(body);
          return api('PUT', '/api/delivery-rules/:cutoffClass', {
            ...{ params: { cutoffClass }, body, key },
          });
        }}
        done={again}
      >
        <RuleFields rule={rule} />
      </Form>
    </details>
  );
}

function SellerRules({ seller, classes }: { seller: Seller; classes: RulesView['classes'] }) {
  const { w } = useWords('trade');
  const { sellerId, minOrderFen } = seller;
  return (
    <div class="stack">
      <Form
        name={`minimum-${sellerId}`}
        class="inline"
        submit={w.rules.save}
        draft={false}
        send={async (data, key) => {
          const fen = readFen(textOf(data, 'minOrderFen'));
          if (fen === undefined) return wrongFields('minOrderFen');
          return api('PUT', '/api/sellers/:sellerId/minimum', {
            ...{ params: { sellerId }, body: { minOrderFen: fen }, key },
          });
        }}
        done={again}
      >
        <Field
          name="minOrderFen"
          label={w.rules.minimum}
          inputMode="decimal"
          value={String(minOrderFen / 100)}
        />
      </Form>
      {classes.map(({ cutoffClass, rule }) => {
        const own = seller.classes.find((each) => each.cutoffClass === cutoffClass);
        return (
          <details key={cutoffClass}>
            <summary>
              {w.rules.ownCutoff} {w.classes[cutoffClass]} {own && <Rule rule={own.rule} />}
            </summary>
            <OwnRule sellerId={sellerId} cutoffClass={cutoffClass} rule={own?.rule ?? rule} />
            {own && <Follow sellerId={sellerId} cutoffClass={cutoffClass} />}
          </details>
        );
      })}
    </div>
  );
}

type Named = Pick<Seller, 'sellerId'> & Pick<ClassRule, 'cutoffClass'>;

function OwnRule({ sellerId, cutoffClass, rule }: Named & Pick<ClassRule, 'rule'>) {
  const { w } = useWords('trade');
  return (
    <Form
      name={`own-${sellerId}-${cutoffClass}`}
      submit={w.rules.save}
      draft={false}
      send={async (data, key) => {
        const typed = ruleOf(data);
        if (typeof typed === 'string') return wrongFields(typed);
        return api('PUT', '/api/sellers/:sellerId/cutoffs/:cutoffClass', {
          ...{ params: { sellerId, cutoffClass }, body: { rule: typed }, key },
        });
      }}
      done={again}
    >
      <RuleFields rule={rule} />
    </Form>
  );
}

function Follow({ sellerId, cutoffClass }: Named) {
  const { w } = useWords('trade');
  return (
    <Form
      name={`follow-${sellerId}-${cutoffClass}`}
      submit={w.rules.follow}
      draft={false}
      danger
      send={(_data, key) =>
        api('PUT', '/api/sellers/:sellerId/cutoffs/:cutoffClass', {
          ...{ params: { sellerId, cutoffClass }, body: { rule: null }, key },
        })
      }
      done={again}
    />
  );
}

const WEEK = [1, 2, 3, 4, 5, 6, 7];

function RuleFields({ rule }: Pick<ClassRule, 'rule'>) {
  const { w } = useWords('trade');
  return (
    <>
      <Field
        name="daysBefore"
        label={w.rules.days}
        inputMode="numeric"
        value={String(rule.daysBefore)}
      />
      <Field name="time" label={w.rules.time} value={rule.time} maxLength={5} />
      <fieldset>
        <legend>{w.rules.weekdays}</legend>
        {WEEK.map((n) => (
          <label class="check" key={n}>
            <input type="checkbox" name="weekday" value={n} checked={rule.weekdays.includes(n)} />
            {w.weekday(n)}
          </label>
        ))}
      </fieldset>
    </>
  );
}

/** The rule that was typed, or the field that is wrong. */
function ruleOf(data: FormData): ClassRule['rule'] | string {
  const daysBefore = readCount(textOf(data, 'daysBefore'));
  const time = textOf(data, 'time').trim();
  const weekdays = data.getAll('weekday').map(Number);
  if (daysBefore === undefined) return 'daysBefore';
  return weekdays.length === 0 ? 'weekday' : { daysBefore, time, weekdays };
}

function Holidays() {
  const { lang, w } = useWords('trade');
  const days = Object.values(HOLIDAYS).flatMap((year) => year ?? []);
  return (
    <section class="card stack" aria-labelledby="holidays">
      <h2 id="holidays">{w.rules.holidays}</h2>
      <ul>
        {days.map(({ nameZh, nameEn, from, to, worked }) => (
          <li key={from}>
            {w.rules.holiday(lang === 'zh' ? nameZh : nameEn, from, to)}
            {worked.map((on) => (
              <span class="sm" key={on}>
                {' '}
                · {w.rules.worked(on)}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <p class="sm">{w.rules.source}</p>
      <p class="note pear">{w.rules.unknown}</p>
    </section>
  );
}

function again(): void {
  location.reload();
}
