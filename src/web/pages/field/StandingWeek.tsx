import { useState } from 'preact/hooks';
import type { StandingView } from '../../../features/ordering/index.ts';
import { useWords } from '../../i18n/index.ts';

export type Line = StandingView['lines'][number];

interface Props {
  readonly lines: readonly Line[];
  readonly change: (lines: readonly Line[]) => void;
  readonly goods: StandingView['goods'];
  readonly nameOf: (offerId: string) => string;
}

/** Monday to Friday by goods; on a phone one day at a time. */
export function StandingWeek({ lines, change, goods, nameOf }: Props) {
  const { w } = useWords('field');
  const [day, setDay] = useState(0);
  return (
    <>
      <Days day={day} setDay={setDay} />
      <table class="week" data-day={day}>
        <caption class="vh">{w.standing.table}</caption>
        <thead>
          <tr>
            <th scope="col">{w.standing.goods}</th>
            {w.standing.weekdays.map((name, place) => (
              <th key={name} scope="col" class={`d${place}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, place) => (
            <Row
              key={line.offerId}
              line={line}
              put={(next) => {
                change(lines.map((each, at) => (at === place ? next : each)));
              }}
              remove={() => {
                change(lines.filter((_, at) => at !== place));
              }}
              goods={goods}
              nameOf={nameOf}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Days({ day, setDay }: { day: number; setDay: (day: number) => void }) {
  const { w } = useWords('field');
  return (
    <p class="week-days">
      {w.standing.weekdays.map((name, place) => (
        <button
          key={name}
          type="button"
          class={place === day ? 'btn sm primary' : 'btn sm'}
          aria-pressed={place === day}
          onClick={() => {
            setDay(place);
          }}
        >
          {name}
        </button>
      ))}
    </p>
  );
}

interface RowProps extends Pick<Props, 'goods' | 'nameOf'> {
  readonly line: Line;
  readonly put: (line: Line) => void;
  readonly remove: () => void;
}

function Row({ line, put, remove, goods, nameOf }: RowProps) {
  const { w } = useWords('field');
  const name = nameOf(line.offerId);
  const setUnits = (day: number, units: number) => {
    put({ ...line, units: line.units.map((each, on) => (on === day ? units : each)) });
  };
  return (
    <tr>
      <th scope="row">
        {name}
        <Missing line={line} put={put} goods={goods} nameOf={nameOf} />
        <button
          type="button"
          class="btn plain sm"
          aria-label={w.standing.remove(name)}
          onClick={remove}
        >
          ×
        </button>
      </th>
      {w.standing.weekdays.map((weekday, at) => (
        <td key={weekday} class={`d${at}`}>
          <input
            class="num"
            inputMode="decimal"
            size={4}
            aria-label={w.standing.units(name, weekday)}
            value={line.units[at] === 0 ? '' : line.units[at]}
            onChange={(event) => {
              setUnits(at, Math.max(0, Number(event.currentTarget.value) || 0));
            }}
          />
        </td>
      ))}
    </tr>
  );
}

type MissingProps = Omit<RowProps, 'remove'>;

/** 0: all year. */
function withSeason({ season, ...line }: Line, end: 'from' | 'to', month: number): Line {
  if (month === 0) return line;
  return { ...line, season: { from: month, to: month, ...season, [end]: month } };
}

/** What happens when there is none, and in which months it is wanted. */
function Missing({ line, put, goods, nameOf }: MissingProps) {
  const { w } = useWords('field');
  const { season } = line;
  return (
    <details class="sm">
      <summary>
        {w.standing.onMissing}: {w.standing.onMissings[line.onMissing]}
        {season && ` · ${w.standing.month(season.from)}–${w.standing.month(season.to)}`}
      </summary>
      <label>
        {w.standing.onMissing}{' '}
        <select
          value={line.onMissing}
          onChange={(event) => {
            put({ ...line, onMissing: event.currentTarget.value as Line['onMissing'] });
          }}
        >
          {(['skip', 'substitute', 'partial'] as const).map((each) => (
            <option key={each} value={each}>
              {w.standing.onMissings[each]}
            </option>
          ))}
        </select>
      </label>
      {line.onMissing === 'substitute' && (
        <Substitute line={line} put={put} goods={goods} nameOf={nameOf} />
      )}
      <SeasonEnd line={line} put={put} end="from" />
      <SeasonEnd line={line} put={put} end="to" />
    </details>
  );
}

function Substitute({ line, put, goods, nameOf }: MissingProps) {
  const { w } = useWords('field');
  return (
    <label>
      {w.standing.substitute}{' '}
      <select
        value={line.substitutes[0] ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          put({ ...line, substitutes: value === '' ? [] : [value] });
        }}
      >
        <option value="">–</option>
        {goods
          .filter(({ offerId }) => offerId !== line.offerId)
          .map(({ offerId }) => (
            <option key={offerId} value={offerId}>
              {nameOf(offerId)}
            </option>
          ))}
      </select>
    </label>
  );
}

const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);

function SeasonEnd({
  line,
  put,
  end,
}: Pick<MissingProps, 'line' | 'put'> & { readonly end: 'from' | 'to' }) {
  const { w } = useWords('field');
  return (
    <label>
      {w.standing.season} {w.standing[end]}{' '}
      <select
        value={line.season?.[end] ?? 0}
        onChange={(event) => {
          put(withSeason(line, end, Number(event.currentTarget.value)));
        }}
      >
        <option value={0}>{w.standing.allYear}</option>
        {MONTHS.map((month) => (
          <option key={month} value={month}>
            {w.standing.month(month)}
          </option>
        ))}
      </select>
    </label>
  );
}
