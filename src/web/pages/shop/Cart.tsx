import { useEffect, useState } from 'preact/hooks';
import type { Card } from '../../../features/catalogue/index.ts';
import { shownPrice, type BasketLine } from '../../../shared/basket.ts';
import { costFen } from '../../../shared/money.ts';
import { api } from '../../client/api.ts';
import { fenIn, priceIn } from '../../client/basket-price.ts';
import { keepOnly, setUnits, useBasket } from '../../client/basket.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Main } from '../../parts/Main.tsx';
import { Stepper } from '../../parts/Stepper.tsx';
import { orderable } from './AddToBasket.tsx';
import { PriceTag } from './PriceTag.tsx';

type Row = BasketLine & { readonly card: Card };

/** The basket lives in the browser; the server says what its offers are today. */
export default function Cart() {
  const { w } = useWords('shop');
  const lines = useBasket();
  const { cards, failed, gone, retry } = useCards(lines);
  return (
    <Main title={w.cart.title} sub={w.cart.separately}>
      {gone > 0 && (
        <p class="note pear" role="status">
          {w.cart.gone(gone)}
        </p>
      )}
      {failed && <Failed retry={retry} />}
      <Content lines={lines} cards={cards} failed={failed} />
    </Main>
  );
}

interface ContentProps {
  readonly lines: readonly BasketLine[] | undefined;
  readonly cards: readonly Card[] | undefined;
  readonly failed: boolean;
}

function Content({ lines, cards, failed }: ContentProps) {
  const { w } = useWords('shop');
  if (lines?.length === 0) return <EmptyBasket />;
  if (lines && cards) return <Filled rows={rowsOf(lines, cards)} />;
  return failed ? null : <p role="status">{w.cart.loading}</p>;
}

/** The offers in the basket as they are now; what is no longer offered goes out of it. */
function useCards(lines: readonly BasketLine[] | undefined) {
  const [cards, setCards] = useState<readonly Card[]>();
  const [failed, setFailed] = useState(false);
  const [gone, setGone] = useState(0);
  const [tries, setTries] = useState(0);
  const ids = lines?.map(({ offerId }) => offerId).join(',');
  useEffect(() => {
    if (ids === undefined || ids === '') return;
    const known = new Set(cards?.map(({ offerId }) => offerId));
    if (ids.split(',').every((id) => known.has(id))) return;
    const asked = new AbortController();
    void api('GET', '/api/basket', { query: { ids }, signal: asked.signal }).then(({ value }) => {
      if (asked.signal.aborted) return;
      setFailed(value === undefined);
      if (!value) return;
      const offered = value.cards.map(({ offerId }) => offerId);
      setGone(ids.split(',').length - offered.length);
      setCards(value.cards);
      keepOnly(offered);
    });
    return () => {
      asked.abort();
    };
  }, [ids, tries]);
  const retry = () => {
    setTries(tries + 1);
  };
  return { cards, failed, gone, retry };
}

function rowsOf(lines: readonly BasketLine[], cards: readonly Card[]): Row[] {
  return lines.flatMap((line) => {
    const card = cards.find(({ offerId }) => offerId === line.offerId);
    return card ? [{ ...line, card }] : [];
  });
}

function Failed({ retry }: { retry: () => void }) {
  const { t, w } = useWords('shop');
  return (
    <p class="note warn" role="alert">
      {w.cart.failed}
      <button type="button" class="plain" onClick={retry}>
        {t.retry}
      </button>
    </p>
  );
}

function EmptyBasket() {
  const { w, link } = useWords('shop');
  return (
    <div class="card empty">
      <Empty text={w.cart.empty}>
        <a class="btn primary" href={link('/')}>
          {w.cart.shop}
        </a>
      </Empty>
    </div>
  );
}

function Filled({ rows }: { rows: readonly Row[] }) {
  const { w, link } = useWords('shop');
  const sellerIds = [...new Set(rows.map(({ card }) => card.sellerId))];
  const sum = rows.reduce((total, row) => total + fenIn(row, rows), 0);
  const units = rows.reduce((total, row) => total + row.units, 0);
  const canOrder = rows.every(({ units, card }) => units <= card.availUnits);
  return (
    <div class="stack">
      {sellerIds.map((sellerId) => (
        <Seller
          key={sellerId}
          rows={rows.filter(({ card }) => card.sellerId === sellerId)}
          basket={rows}
        />
      ))}
      <div class="bar">
        <span>
          {w.cart.total} <strong class="total">{yuan(sum)}</strong>
        </span>
        {canOrder ? (
          <a class="btn primary" href={link('/checkout')}>
            {w.cart.checkout(units)}
          </a>
        ) : (
          <button type="button" class="btn primary" disabled>
            {w.cart.checkout(units)}
          </button>
        )}
      </div>
    </div>
  );
}

function Seller({ rows, basket }: { rows: readonly Row[]; basket: readonly Row[] }) {
  const { lang, w } = useWords('shop');
  const sum = rows.reduce((total, row) => total + fenIn(row, basket), 0);
  return (
    <section class="card stack">
      <h2>{rows[0]?.card.seller[lang]}</h2>
      <ul class="stack">
        {rows.map((row) => (
          <Line key={row.offerId} row={row} basket={basket} />
        ))}
      </ul>
      <p class="r">
        {w.cart.subtotal} <strong class="num">{yuan(sum)}</strong>
      </p>
    </section>
  );
}

function Line({ row, basket }: { row: Row; basket: readonly Row[] }) {
  const { lang, w, link } = useWords('shop');
  const { card, units, offerId } = row;
  const name = `${card.name[lang]} ${card.spec[lang]}`;
  const set = (wanted: number) => {
    setUnits(offerId, orderable(wanted, units, card));
  };
  return (
    <li class="pack">
      <div>
        <h3>
          <a href={link(`/p/${card.productId}`)}>{card.name[lang]}</a>
        </h3>
        <p class="sm">{card.spec[lang]}</p>
        <PriceTag card={{ ...card, price: priceIn(row, basket) }} />
        {'perG' in card.price && <p class="sm">{w.cart.byWeight}</p>}
        <PriceNote row={row} basket={basket} />
        {units > card.availUnits && (
          <p class="note warn">{w.cart.only(card.availUnits, card.pack[lang])}</p>
        )}
      </div>
      <div class="pack-side">
        <strong class="num">{yuan(fenIn(row, basket))}</strong>
        <Stepper name={name} value={units} max={Math.max(card.availUnits, units)} onChange={set} />
        <button
          type="button"
          class="plain"
          aria-label={w.cart.removeNamed(name)}
          onClick={() => {
            setUnits(offerId, 0);
          }}
        >
          {w.cart.remove}
        </button>
      </div>
    </li>
  );
}

/** Says what changed since the line went in. */
function PriceNote({ row, basket }: { row: Row; basket: readonly Row[] }) {
  const { w } = useWords('shop');
  const quantity = { units: row.units, grams: row.units * row.card.nominalG };
  const more = fenIn(row, basket) - costFen(shownPrice(row), quantity);
  if (more === 0) return null;
  return <p class="note pear">{more > 0 ? w.cart.rose(yuan(more)) : w.cart.fell(yuan(-more))}</p>;
}
