import { useEffect, useState } from 'preact/hooks';
import type { Card } from '../../../features/catalogue/index.ts';
import type { BasketLine } from '../../../shared/basket.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { fenIn, priceIn } from '../../client/basket-price.ts';
import { keepOnly, useBasket } from '../../client/basket.ts';
import { yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';

type Row = BasketLine & { readonly card: Card };

/** Address, delivery, payment, and off it goes. What is ordered stands in the browser's basket. */
export default function Checkout() {
  const { w, link } = useWords('basket');
  const lines = useBasket();
  const cards = useCards(lines);
  const isEmpty = lines?.length === 0;
  return (
    <Main title={w.checkout.title}>
      {isEmpty && (
        <div class="card empty">
          <Empty text={w.checkout.empty}>
            <a class="btn primary" href={link('/')}>
              {w.checkout.shop}
            </a>
          </Empty>
        </div>
      )}
      {!isEmpty && !cards && <p role="status">{w.checkout.loading}</p>}
      {!isEmpty && cards && lines && <CheckoutForm rows={rowsOf(lines, cards)} />}
    </Main>
  );
}

function CheckoutForm({ rows }: { rows: readonly Row[] }) {
  const { w, lang } = useWords('basket');
  const sum = rows.reduce((total, row) => total + fenIn(row, rows), 0);
  const hasWine = rows.some(({ card }) => card.adultsOnly);
  return (
    <Form
      name="checkout"
      class="stack"
      submit={w.checkout.submit(sum)}
      send={(data, key) => api('POST', '/api/checkout', { body: bodyOf(data, rows), key })}
      done={({ id }) => {
        keepOnly([]);
        location.assign(`/orders/${id}${lang === 'en' ? '?lang=en' : ''}`);
      }}
    >
      <Address />
      <Goods rows={rows} sum={sum} />
      <section class="card stack">
        <h2>{w.checkout.delivery}</h2>
        <p>{w.checkout.deliveryNote}</p>
        <h2>{w.checkout.payment}</h2>
        <p class="note pear">{w.checkout.demo}</p>
        {hasWine && (
          <>
            <p class="note">{w.checkout.wineNote}</p>
            <label class="check">
              <input type="checkbox" name="isAdult" value="yes" required />
              {w.checkout.wine}
            </label>
          </>
        )}
      </section>
    </Form>
  );
}

function Address() {
  const { w } = useWords('basket');
  return (
    <section class="card stack">
      <h2>{w.checkout.address}</h2>
      <div class="fields">
        <Field
          name="deliverTo.name"
          label={w.checkout.name}
          autoComplete="name"
          maxLength={40}
          required
        />
        <Field
          name="deliverTo.phone"
          label={w.checkout.phone}
          type="tel"
          autoComplete="tel"
          maxLength={20}
          required
        />
        <Field
          name="deliverTo.address"
          label={w.checkout.text}
          hint={w.checkout.textHint}
          autoComplete="street-address"
          maxLength={200}
          required
        />
      </div>
    </section>
  );
}

function Goods({ rows, sum }: { rows: readonly Row[]; sum: number }) {
  const { w, lang } = useWords('basket');
  return (
    <section class="card stack">
      <h2>{w.checkout.goods}</h2>
      <dl class="sums">
        {rows.map((row) => [
          <dt key={`${row.offerId}-name`}>
            {row.card.name[lang]} {row.card.spec[lang]} {w.checkout.units(row.units)}
          </dt>,
          <dd key={row.offerId}>{yuan(fenIn(row, rows))}</dd>,
        ])}
        <dt>{w.checkout.freight}</dt>
        <dd>{w.checkout.free}</dd>
        <dt>{w.checkout.total}</dt>
        <dd>
          <strong class="total">{yuan(sum)}</strong>
        </dd>
      </dl>
    </section>
  );
}

/** The offers in the basket as they are now. */
function useCards(lines: readonly BasketLine[] | undefined): readonly Card[] | undefined {
  const [cards, setCards] = useState<readonly Card[]>();
  const ids = lines?.map(({ offerId }) => offerId).join(',');
  useEffect(() => {
    if (!ids) return;
    void api('GET', '/api/basket', { query: { ids } }).then(({ value }) => {
      if (value) setCards(value.cards);
    });
  }, [ids]);
  return cards;
}

function rowsOf(lines: readonly BasketLine[], cards: readonly Card[]): Row[] {
  return lines.flatMap((line) => {
    const card = cards.find(({ offerId }) => offerId === line.offerId);
    return card ? [{ ...line, card }] : [];
  });
}

function bodyOf(data: FormData, rows: readonly Row[]) {
  return {
    lines: rows.map((row) => ({
      ...{ offerId: row.offerId, units: row.units },
      shown: priceIn(row, rows),
      ...(row.card.preorder && row.card.deliverOn !== null && { needOn: row.card.deliverOn }),
    })),
    deliverTo: {
      name: textOf(data, 'deliverTo.name'),
      phone: textOf(data, 'deliverTo.phone'),
      address: textOf(data, 'deliverTo.address'),
    },
    isAdult: data.get('isAdult') === 'yes',
  };
}
