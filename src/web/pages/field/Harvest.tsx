import type { HarvestWeek } from '../../../features/harvest/index.ts';
import { addDays } from '../../../shared/calendar.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readGrams } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';

type Row = HarvestWeek['rows'][number];
type Cell = Row['cells'][number];

/** The week of the fields: what is expected, promised and free; harvests that are short. */
export default function Harvest(week: HarvestWeek) {
  const { w, link } = useWords('field');
  const { from, days, rows, waiting } = week;
  return (
    <Main title={w.harvest.title} sub={w.harvest.sub}>
      {waiting.map((each) => (
        <Waiting key={each.id} {...each} />
      ))}
      <nav class="actions" aria-label={w.harvest.title}>
        <a class="btn sm" href={link(`/coop/harvest?from=${addDays(from, -7)}`)}>
          {w.harvest.before}
        </a>
        <strong>{w.harvest.week(from, days.at(-1) ?? from)}</strong>
        <a class="btn sm" href={link(`/coop/harvest?from=${addDays(from, 7)}`)}>
          {w.harvest.after}
        </a>
      </nav>
      {rows.length === 0 ? (
        <div class="card empty">
          <Empty text={w.harvest.empty} />
        </div>
      ) : (
        <div class="stack">
          {rows.map((row) => (
            <Goods key={`${row.baseId}:${row.productId}`} row={row} today={week.today} />
          ))}
        </div>
      )}
      <p class="note">{w.harvest.rule}</p>
      <Add {...week} />
    </Main>
  );
}

function Goods({ row, today }: { row: Row; today: string }) {
  const { w, lang } = useWords('field');
  const name = row.product[lang];
  return (
    <section class="card stack" aria-label={`${name} ${row.base}`}>
      <h2>
        {name} <span class="sm">{row.base}</span>
      </h2>
      <ul class="cards">
        {row.cells.map((cell) => (
          <Day key={cell.id} cell={cell} isOver={cell.day <= today} />
        ))}
      </ul>
    </section>
  );

  function Day({ cell, isOver }: { cell: Cell; isOver: boolean }) {
    const isOpen = cell.status === 'open';
    return (
      <li class="card stack">
        <strong>{w.harvest.day(cell.day)}</strong>
        <span class="num">{w.harvest.expected(cell.expectedG)}</span>
        <span class="num">{w.harvest.promised(cell.promisedG)}</span>
        {isOpen ? (
          <span class="num">{w.harvest.free(cell.freeG)}</span>
        ) : (
          <Tag tone="quiet">{w.harvest.closed}</Tag>
        )}
        <span class="sm">{w.harvest.confidences[cell.confidence]}</span>
        {isOver && cell.promisedG > 0 && <Nothing id={cell.id} />}
      </li>
    );
  }
}

function Nothing({ id }: { id: string }) {
  const { w } = useWords('field');
  return (
    <details>
      <summary>{w.harvest.nothing}</summary>
      <p class="sm">{w.harvest.nothingHint}</p>
      <Form
        name={`nothing-${id}`}
        draft={false}
        danger
        submit={w.harvest.nothing}
        send={(_data, key) =>
          api('POST', '/api/harvest/plans/:id/nothing', { params: { id }, key })
        }
        done={reload}
      />
    </details>
  );
}

function Waiting({ id, product, harvestOn, promisedG, harvestG }: HarvestWeek['waiting'][number]) {
  const { w, lang } = useWords('field');
  const say = (isLast: boolean, submit: string) => (
    <Form
      name={`word-${String(isLast)}-${id}`}
      draft={false}
      submit={submit}
      send={(_data, key) =>
        api('POST', '/api/harvest/bindings/:id/word', { params: { id }, body: { isLast }, key })
      }
      done={reload}
    />
  );
  return (
    <section class="card stack" aria-label={w.harvest.waiting}>
      <h2>{w.harvest.waiting}</h2>
      <p>{w.harvest.short(product[lang], harvestOn, promisedG, harvestG)}</p>
      {say(true, w.harvest.thatIsAll)}
      {say(false, w.harvest.moreComes)}
    </section>
  );
}

function Add({ bases, products, today }: HarvestWeek) {
  const { w, lang } = useWords('field');
  const isPossible = bases.length > 0 && products.length > 0;
  return (
    <section class="card stack" aria-labelledby="add">
      <h2 id="add">{w.harvest.add}</h2>
      {!isPossible && <p>{w.harvest.none}</p>}
      {isPossible && (
        <Form name="plan" submit={w.harvest.save} send={send} done={reload}>
          <Choice name="baseId" label={w.harvest.base} options={named(bases)} />
          <Choice name="productId" label={w.harvest.product} options={named(products)} />
          <Field name="harvestOn" type="date" label={w.harvest.on} min={today} required />
          <Field
            name="expectedG"
            label={w.harvest.kg}
            hint={w.harvest.kgHint}
            inputMode="decimal"
            required
          />
          <Choice
            name="confidence"
            label={w.harvest.confidence}
            options={(['high', 'medium', 'low'] as const).map((each) => ({
              value: each,
              text: w.harvest.confidences[each],
            }))}
          />
        </Form>
      )}
    </section>
  );

  function named(things: readonly { id: string; zh: string; en: string }[]) {
    return things.map((thing) => ({ value: thing.id, text: thing[lang] }));
  }
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

function Choice({ name, label, options }: ChoiceProps) {
  return (
    <Field name={name} label={label}>
      {(attributes) => (
        <select {...attributes}>
          {options.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

async function send(data: FormData, key: string) {
  const expectedG = readGrams(textOf(data, 'expectedG'));
  if (expectedG === undefined) return wrongFields('expectedG');
  const body = {
    ...{ baseId: textOf(data, 'baseId'), productId: textOf(data, 'productId'), expectedG },
    harvestOn: textOf(data, 'harvestOn'),
    confidence: textOf(data, 'confidence') as 'low' | 'medium' | 'high',
  };
  return api('PUT', '/api/harvest/plans', { body, key });
}

function reload(): void {
  location.reload();
}
