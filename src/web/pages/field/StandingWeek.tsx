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
  const set = (place: number, next: Partial<Line>) => {
    change(lines.map((line, at) => (at === place ? { ...line, ...next } : line)));
  };
  return (
    <>
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
            <tr key={line.offerId}>
              <th scope="row">
                {nameOf(line.offerId)}
                <Missing
                  line={line}
                  set={(next) => {
                    set(place, next);
                  }}
                  put={(next) => {
                    change(lines.map((each, at) => (at === place ? next : each)));
                  }}
                  goods={goods}
                  nameOf={nameOf}
                />
                <button
                  type="button"
                  class="btn plain sm"
                  aria-label={w.standing.remove(nameOf(line.offerId))}
                  onClick={() => {
                    change(lines.filter((_, at) => at !== place));
                  }}
                >
                  ×
                </button>
              </th>
              {w.standing.weekdays.map((name, at) => (
                <td key={name} class={`d${at}`}>
                  <input
                    class="num"
                    inputMode="decimal"
                    size={4}
                    aria-label={w.standing.units(nameOf(line.offerId), name)}
                    value={line.units[at] === 0 ? '' : line.units[at]}
                    onChange={(event) => {
                      const units = Math.max(0, Number(event.currentTarget.value) || 0);
                      set(place, {
                        units: line.units.map((each, on) => (on === at ? units : each)),
                      });
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface MissingProps extends Pick<Props, 'goods' | 'nameOf'> {
  readonly line: Line;
  readonly set: (next: Partial<Line>) => void;
  readonly put: (line: Line) => void;
}

/** 0: all year. */
function withSeason({ season, ...line }: Line, end: 'from' | 'to', month: number): Line {
  if (month === 0) return line;
  return { ...line, season: { from: month, to: month, ...season, [end]: month } };
}

function Missing({ line, set, put, goods, nameOf }: MissingProps) {
  const { w } = useWords('field');
  const months = Array.from({ length: 12 }, (_, at) => at + 1);
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
            set({ onMissing: event.currentTarget.value as Line['onMissing'] });
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
        <label>
          {w.standing.substitute}{' '}
          <select
            value={line.substitutes[0] ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget;
              set({ substitutes: value === '' ? [] : [value] });
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
      )}
      {(['from', 'to'] as const).map((end) => (
        <label key={end}>
          {w.standing.season} {w.standing[end]}{' '}
          <select
            value={season?.[end] ?? 0}
            onChange={(event) => {
              const month = Number(event.currentTarget.value);
              put(withSeason(line, end, month));
            }}
          >
            <option value={0}>{w.standing.allYear}</option>
            {months.map((month) => (
              <option key={month} value={month}>
                {w.standing.month(month)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </details>
  );
}
