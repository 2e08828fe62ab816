import { useState } from 'preact/hooks';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { useWords } from '../../i18n/index.ts';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import type { CalendarProps } from '../../routes/trade.schema.ts';

type Closed = CalendarProps['calendar']['closed'][number];

/** On which days a canteen takes nothing in: holidays, closed days, outside school terms. */
export default function Calendar({ calendar, nextDays, canSet, holidaysKnown }: CalendarProps) {
  const { w } = useWords('trade');
  return (
    <Main title={w.calendar.title} sub={w.calendar.sub}>
      <section class="card stack">
        <h2>{w.calendar.next}</h2>
        {nextDays.length === 0 && <p>{w.calendar.none}</p>}
        <ul class="chips">
          {nextDays.map((on) => (
            <li key={on} class="tag quiet">
              {w.weekdayOf(on)}
            </li>
          ))}
        </ul>
        {!holidaysKnown && <p class="note pear">{w.rules.unknown}</p>}
      </section>
      <section class="card stack">
        <Form
          name="calendar"
          submit={w.calendar.save}
          draft={false}
          disabled={!canSet}
          send={(data, key) => api('PUT', '/api/canteen/calendar', { body: bodyOf(data), key })}
          done={() => {
            location.reload();
          }}
        >
          <label class="check">
            <input type="checkbox" name="onHolidays" value="yes" checked={calendar.onHolidays} />
            {w.calendar.onHolidays}
          </label>
          <Runs name="closed" legend={w.calendar.closed} runs={calendar.closed} withWhy />
          <Runs
            name="terms"
            legend={w.calendar.terms}
            runs={calendar.terms.map((term) => ({ ...term, why: '' }))}
          />
        </Form>
      </section>
    </Main>
  );
}

interface RunsProps {
  readonly name: 'closed' | 'terms';
  readonly legend: string;
  readonly runs: readonly Closed[];
  readonly withWhy?: boolean;
}

/** Runs of days, as many as it takes. */
function Runs({ name, legend, runs: known, withWhy = false }: RunsProps) {
  const { w } = useWords('trade');
  const [runs, setRuns] = useState(known.map((run, id) => ({ ...run, id })));
  return (
    <fieldset class="stack">
      <legend>{legend}</legend>
      {runs.length === 0 && <p class="sm">{w.calendar.none}</p>}
      {runs.map(({ id, from, to, why }) => (
        <div class="tools" key={id}>
          <label>
            {w.calendar.from}
            <input type="date" name={`${name}.from`} value={from} required />
          </label>
          <label>
            {w.calendar.to}
            <input type="date" name={`${name}.to`} value={to} required />
          </label>
          {withWhy && (
            <label>
              {w.calendar.why}
              <input name={`${name}.why`} value={why} maxLength={60} />
            </label>
          )}
          <button
            type="button"
            class="plain"
            onClick={() => {
              setRuns(runs.filter((run) => run.id !== id));
            }}
          >
            {w.calendar.remove}
          </button>
        </div>
      ))}
      <button
        type="button"
        class="btn"
        onClick={() => {
          const id = Math.max(-1, ...runs.map((run) => run.id)) + 1;
          setRuns([...runs, { id, from: '', to: '', why: '' }]);
        }}
      >
        {w.calendar.add}
      </button>
    </fieldset>
  );
}

function bodyOf(data: FormData): CalendarProps['calendar'] {
  const all = (name: string) =>
    data.getAll(name).map((text) => (typeof text === 'string' ? text : ''));
  const runs = (name: string) => {
    const [from, to, why] = [all(`${name}.from`), all(`${name}.to`), all(`${name}.why`)];
    return from.map((day, at) => ({ from: day, to: to[at] ?? day, why: why[at] ?? '' }));
  };
  return {
    onHolidays: textOf(data, 'onHolidays') === 'yes',
    closed: runs('closed'),
    terms: runs('terms').map(({ from, to }) => ({ from, to })),
  };
}
