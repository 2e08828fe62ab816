import type { StandingView } from '../../../features/ordering/index.ts';
import { dayAndWeekday } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Tag } from '../../parts/Tag.tsx';

type ReportRow = StandingView['reports'][number]['rows'][number];
type NameOf = (offerId: string) => string;

/** What will be ordered next week, and what became of the orders so far. */
export function StandingReports(view: StandingView & { nameOf: NameOf }) {
  const { w, lang, link } = useWords('field');
  const { preview, reports, nameOf } = view;
  const placed = preview.filter(({ lines }) => lines > 0);
  const fen = placed.reduce((sum, { totalFen }) => sum + totalFen, 0);
  return (
    <>
      {preview.length > 0 && (
        <section class="card stack" aria-labelledby="preview">
          <h2 id="preview">{w.standing.preview}</h2>
          <p>{w.standing.previewSum(placed.length, fen)}</p>
          <ul class="dots">
            {preview.map(({ day, lines, totalFen, rows }) => (
              <li key={day}>
                {dayAndWeekday(day, lang)}:{' '}
                {lines > 0 ? w.standing.lines(lines, totalFen) : w.standing.off}
                <Rows rows={rows} nameOf={nameOf} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="card stack" aria-labelledby="reports">
        <h2 id="reports">{w.standing.reports}</h2>
        {reports.length === 0 && <p>{w.standing.noReports}</p>}
        <ul class="dots">
          {reports.map(({ id, deliveryDate, state, totalFen, rows }) => (
            <li key={id}>
              {dayAndWeekday(deliveryDate, lang)} <Tag>{w.standing.states[state]}</Tag>{' '}
              {totalFen > 0 && w.standing.lines(0, totalFen).split(' · ').at(-1)}
              <Rows rows={rows} nameOf={nameOf} />
            </li>
          ))}
        </ul>
        {reports.length > 0 && (
          <p>
            <a class="btn" href={link('/canteen/orders')}>
              {w.standing.toOrders}
            </a>
          </p>
        )}
      </section>
    </>
  );
}

function Rows({ rows, nameOf }: { rows: readonly ReportRow[]; nameOf: NameOf }) {
  const { w } = useWords('field');
  return (
    <>
      {rows.map((row) => (
        <p key={`${row.kind}:${row.offerId}`} class="sm">
          {textOf(row)}
          {row.why !== '' && ` · ${w.standing.why[row.why] ?? row.why}`}
        </p>
      ))}
    </>
  );

  function textOf({ kind, offerId, from, to, toOfferId }: ReportRow): string {
    const name = nameOf(offerId);
    if (kind === 'replaced') return w.standing.row.replaced(name, nameOf(toOfferId), to);
    if (kind === 'cut') return w.standing.row.cut(name, from, to);
    return kind === 'price' ? w.standing.row.price(name, from, to) : w.standing.row.skipped(name);
  }
}
