import { useRef, useState } from 'preact/hooks';
import type { OwnShelf, PricePreview } from '../../../features/catalogue/index.ts';
import { api } from '../../client/api.ts';
import {
  freshKey,
  isUncertain,
  NETWORK_DOWN,
  problemIn,
  type Result,
} from '../../client/problem.ts';
import { percent } from '../../format.ts';
import { useSetting, useWords } from '../../i18n/index.ts';
import { wordsFor } from '../../client/problem-words.ts';
import { List } from '../../parts/List.tsx';
import { Tag } from '../../parts/Tag.tsx';

type Row = PricePreview['rows'][number];
type Offers = OwnShelf['offers'];

const TONES = {
  changed: 'pear',
  same: 'quiet',
  withdrawn: 'quiet',
  'unknown-offer': 'warn',
  'no-price': 'warn',
} as const;

/** Prices from a workbook: the differences first, then each as a change of its own. */
export function PriceList({ offers }: { offers: Offers }) {
  const { w } = useWords('offers');
  const setting = useSetting();
  const [rows, setRows] = useState<readonly Row[]>();
  const [said, setSaid] = useState('');
  const { done, failed, isBusy, apply } = useChanges();

  async function look(file: File): Promise<void> {
    setSaid('');
    const { value, problem } = await upload(file);
    if (value) setRows(value.rows);
    else setSaid(await wordsFor(problem, setting));
  }

  const changed = rows?.filter(({ why }) => why === 'changed') ?? [];
  return (
    <section class="card stack" aria-labelledby="list">
      <h2 id="list">{w.list.title}</h2>
      <p class="sm">{w.list.hint}</p>
      <p class="actions">
        <a class="btn" href="/api/offers.xlsx" download>
          {w.list.download}
        </a>
      </p>
      <label>
        {w.list.file}
        <input
          type="file"
          accept=".xlsx"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            if (chosen) void look(chosen);
          }}
        />
      </label>
      {said !== '' && (
        <p class="note warn" role="alert">
          {said}
        </p>
      )}
      {rows && <Differences rows={rows} offers={offers} />}
      {changed.length > 0 && (
        <p class="actions">
          <button
            type="button"
            class="btn primary"
            disabled={isBusy}
            onClick={() => void apply(changed)}
          >
            {w.list.apply(changed.length)}
          </button>
        </p>
      )}
      <p class="sm" role="status">
        {done > 0 && w.list.applied(done, changed.length)} {failed && w.list.failed}
      </p>
    </section>
  );
}

/** Row by row, each under its own key: what fails keeps it and is sent again. */
function useChanges() {
  const keys = useRef(new Map<string, string>());
  const finished = useRef(new Set<string>());
  const [done, setDone] = useState(0);
  const [failed, setFailed] = useState(false);
  const [isBusy, setBusy] = useState(false);

  async function apply(rows: readonly Row[]): Promise<void> {
    setBusy(true);
    setFailed(false);
    for (const { offerId, to } of rows) {
      if (!to || finished.current.has(offerId)) continue;
      const key = keys.current.get(offerId) ?? freshKey();
      keys.current.set(offerId, key);
      const { problem } = await api('PUT', '/api/offers/:offerId/price', {
        ...{ params: { offerId }, body: to, key },
      });
      if (problem) {
        setFailed(true);
        if (!isUncertain(problem)) keys.current.delete(offerId);
        continue;
      }
      finished.current.add(offerId);
      setDone(finished.current.size);
    }
    setBusy(false);
    if (rows.every(({ offerId }) => finished.current.has(offerId))) location.reload();
  }

  return { done, failed, isBusy, apply };
}

function Differences({ rows, offers }: { rows: readonly Row[]; offers: Offers }) {
  const { lang, w } = useWords('offers');
  const offerOf = ({ offerId }: Row) => offers.find((each) => each.offerId === offerId);
  const priceText = (row: Row, price: Row['from']) =>
    price ? w.priceOf(price, offerOf(row)?.pack[lang] ?? '') : '—';
  return (
    <List
      caption={w.list.title}
      rows={rows}
      rowKey={({ row }) => String(row)}
      empty={<p>{w.list.none}</p>}
      columns={[
        {
          head: w.list.goods,
          phone: 'main',
          cell: (row) => {
            const offer = offerOf(row);
            return offer ? `${offer.name[lang]} ${offer.spec[lang]}` : row.offerId;
          },
        },
        { head: w.list.from, phone: 'named', cell: (row) => priceText(row, row.from) },
        { head: w.list.to, phone: 'named', cell: (row) => priceText(row, row.to) },
        {
          head: w.list.moved,
          cell: ({ why, movedPermille }) => (
            <>
              <Tag tone={TONES[why]}>{w.list.why[why]}</Tag>{' '}
              {movedPermille !== null && movedPermille !== 0 && movedText(movedPermille)}
            </>
          ),
        },
      ]}
    />
  );
}

function movedText(permille: number): string {
  return `${permille > 0 ? '↑' : '↓'} ${percent(Math.abs(permille))}`;
}

async function upload(file: File): Promise<Result<PricePreview>> {
  const body = new FormData();
  body.append('file', file);
  const answer = await fetch('/api/offers/price-list', { method: 'POST', body }).catch(
    () => undefined,
  );
  if (!answer) return { problem: NETWORK_DOWN };
  if (!answer.ok) return { problem: await problemIn(answer) };
  return { value: (await answer.json()) as PricePreview }; // our own API
}
