import { useState } from 'preact/hooks';
import type { StandingView } from '../../../features/ordering/index.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import { StandingReports } from './StandingReports.tsx';
import { StandingWeek, type Line } from './StandingWeek.tsx';

/** 常规订单: the week that comes by itself, what it will order, and what became of it. */
export default function Standing(view: StandingView) {
  const { w, lang } = useWords('field');
  const [lines, setLines] = useState<readonly Line[]>(view.lines);
  const nameOf = (offerId: string) => {
    const goods = view.goods.find((each) => each.offerId === offerId);
    return goods ? `${goods.name[lang]} ${goods.spec[lang]}` : offerId;
  };
  const send = (data: FormData, key: string) =>
    sent(data, key, { rev: view.rev, lines: [...lines] });
  const add = (offerId: string) => {
    if (lines.some((line) => line.offerId === offerId)) return;
    setLines([...lines, newLine(offerId, [0, 0, 0, 0, 0])]);
  };
  return (
    <Main title={w.standing.title} sub={w.standing.sub}>
      <p class="note">
        {view.rev > 0 && view.state === 'active' && (
          <strong>{w.standing.next(view.nextAt)} </strong>
        )}
        {w.standing.opens}
      </p>
      {lines.length === 0 && <FirstOne view={view} take={setLines} />}
      <Form name="standing" draft={false} submit={w.standing.save} send={send} done={reload}>
        {lines.length > 0 && (
          <StandingWeek lines={lines} change={setLines} goods={view.goods} nameOf={nameOf} />
        )}
        <Adding goods={view.goods} nameOf={nameOf} add={add} />
        <When view={view} />
      </Form>
      <StandingReports {...view} nameOf={nameOf} />
    </Main>
  );
}

/** Which weeks, which days not, and whether at all. */
function When({ view }: { view: StandingView }) {
  const { w } = useWords('field');
  return (
    <>
      <Field name="rhythm" label={w.standing.rhythm}>
        {(attributes) => (
          <select {...attributes}>
            {(['weekly', 'even', 'odd'] as const).map((each) => (
              <option key={each} value={each} selected={each === view.rhythm}>
                {w.standing.rhythms[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        name="pausedDates"
        label={w.standing.skipDates}
        hint={w.standing.skipHint}
        defaultValue={view.pausedDates.join(' ')}
      />
      <label class="check">
        <input type="checkbox" name="paused" defaultChecked={view.state === 'paused'} />{' '}
        {w.standing.paused}
      </label>
    </>
  );
}

/** Keeps the whole week, if nobody else changed it meanwhile. */
async function sent(
  data: FormData,
  key: string,
  { rev, lines }: Pick<StandingView, 'rev' | 'lines'>,
) {
  const pausedDates = textOf(data, 'pausedDates')
    .split(/[\s,，]+/)
    .filter(Boolean);
  if (pausedDates.some((each) => !/^\d{4}-\d{2}-\d{2}$/.test(each))) {
    return wrongFields('pausedDates');
  }
  const body = {
    state: data.has('paused') ? ('paused' as const) : ('active' as const),
    rhythm: textOf(data, 'rhythm') as StandingView['rhythm'],
    ...{ pausedDates, rev, lines: [...lines] },
  };
  return api('PUT', '/api/canteen/standing', { body, key });
}

function newLine(offerId: string, units: readonly number[]): Line {
  return { offerId, units: [...units], onMissing: 'skip', substitutes: [] };
}

function FirstOne({ view, take }: { view: StandingView; take: (lines: Line[]) => void }) {
  const { w } = useWords('field');
  const { lastWeek } = view;
  return (
    <section class="card stack" aria-label={w.standing.empty}>
      <p>{w.standing.empty}</p>
      {lastWeek.length === 0 ? (
        <p>{w.standing.noLastWeek}</p>
      ) : (
        <p>
          <button
            type="button"
            class="btn primary"
            onClick={() => {
              take(lastWeek.map(({ offerId, units }) => newLine(offerId, units)));
            }}
          >
            {w.standing.fromLastWeek}
          </button>
        </p>
      )}
    </section>
  );
}

interface AddingProps {
  readonly goods: StandingView['goods'];
  readonly nameOf: (offerId: string) => string;
  readonly add: (offerId: string) => void;
}

function Adding({ goods, nameOf, add }: AddingProps) {
  const { w } = useWords('field');
  const [chosen, choose] = useState(goods[0]?.offerId ?? '');
  return (
    <div class="actions">
      <label>
        {w.standing.add}{' '}
        <select
          value={chosen}
          onChange={(event) => {
            choose(event.currentTarget.value);
          }}
        >
          {goods.map(({ offerId }) => (
            <option key={offerId} value={offerId}>
              {nameOf(offerId)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="btn"
        onClick={() => {
          add(chosen);
        }}
      >
        {w.standing.addGoods}
      </button>
    </div>
  );
}

function reload(): void {
  location.reload();
}
