import type { ArrivalsView } from '../../../features/receiving/index.ts';
import { dayAndWeekday, kilograms, moment } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Island } from '../../parts/Island.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import Outbox from './Outbox.tsx';

type Arrival = ArrivalsView['arrivals'][number];

/** What comes today, one card a delivery. */
export default function Arrivals({ arrivals }: ArrivalsView) {
  const { w } = useWords('receiving');
  return (
    <Main title={w.arrivals.title}>
      <Island of="receiving/Outbox" view={Outbox} props={{}} />
      {arrivals.length === 0 && (
        <div class="card empty">
          <Empty text={w.arrivals.empty}>
            <p class="sm">{w.arrivals.emptyHint}</p>
          </Empty>
        </div>
      )}
      <div class="stack">
        {arrivals.map((arrival) => (
          <Card key={arrival.id} arrival={arrival} />
        ))}
      </div>
    </Main>
  );
}

function Card({ arrival }: { arrival: Arrival }) {
  const { w, lang, link } = useWords('receiving');
  const { id, noteNo, supplier, lines, grams, plate, dispatchedAt, openReceiptId } = arrival;
  return (
    <article class="card stack">
      <h2>{supplier}</h2>
      <p>
        <Tag tone="pear">{w.states[openReceiptId ? 'signed_once' : arrival.state]}</Tag>{' '}
        {w.arrivals.lines(lines)} · {kilograms(grams)}
      </p>
      <p class="sm">
        {w.arrivals.due(dayAndWeekday(arrival.needOn, lang))}
        {dispatchedAt && ` · ${w.arrivals.left(moment(dispatchedAt, lang))}`}
        {plate && ` · ${w.arrivals.plate} ${plate}`}
      </p>
      <p class="sm num">{noteNo}</p>
      <p class="actions">
        <a
          class="btn primary"
          href={link(`/canteen/receive/${id}`)}
          aria-label={`${openReceiptId ? w.arrivals.sign : w.arrivals.start} ${noteNo}`}
        >
          {openReceiptId ? w.arrivals.sign : w.arrivals.start}
        </a>
      </p>
    </article>
  );
}
