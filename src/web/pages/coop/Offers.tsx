import type { OwnShelf } from '../../../features/catalogue/index.ts';
import type { Price } from '../../../shared/money.ts';
import { api } from '../../client/api.ts';
import { wrongFields } from '../../client/problem.ts';
import { readFen } from '../../client/typed.ts';
import { day, dayOf } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { List } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import { PriceSteps } from '../../parts/PriceSteps.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { PriceList } from './PriceList.tsx';
import { Tiers } from './Tiers.tsx';

type Own = OwnShelf['offers'][number];
type SoldBy = Own['soldBy'];

export default function Offers({ offers, packs }: OwnShelf) {
  const { lang, w } = useWords('offers');
  return (
    <Main title={w.title} sub={w.lead}>
      <List
        caption={w.table}
        rows={offers}
        rowKey={({ offerId }) => offerId}
        empty={<Empty text={w.empty} />}
        columns={[
          { head: w.goods, phone: 'main', cell: (offer) => <Goods {...offer} /> },
          { head: w.channel, phone: 'named', cell: ({ channel }) => w.channels[channel] },
          { head: w.price, phone: 'named', cell: (offer) => <PriceNow {...offer} /> },
          {
            head: w.actions,
            cell: (offer) =>
              offer.standing === 'offered' ? (
                <Actions {...offer} />
              ) : (
                <Tag tone="quiet">{w.withdrawn}</Tag>
              ),
          },
        ]}
      />
      <PriceList offers={offers} />
      <section class="card stack" aria-labelledby="add">
        <h2 id="add">{w.add.title}</h2>
        {packs.length === 0 ? <p>{w.add.none}</p> : <Add packs={packs} lang={lang} />}
      </section>
    </Main>
  );
}

function Goods({ name, spec }: Own) {
  const { lang } = useWords('offers');
  return (
    <>
      {name[lang]}
      <br />
      <small>{spec[lang]}</small>
    </>
  );
}

function PriceNow({ price, pack, priceHistory }: Own) {
  const { lang, w } = useWords('offers');
  const last = priceHistory.at(-1);
  return (
    <>
      <strong class="num">{w.priceOf(price, pack[lang])}</strong>
      <br />
      <small>
        {last && w.changedOn(day(dayOf(last.changedAt), lang))}
        {priceHistory.length > 1 && ` · ${w.history(priceHistory.length - 1)}`}
      </small>
      {priceHistory.length > 1 && (
        <details>
          <summary>{w.historyTitle}</summary>
          <PriceSteps
            caption={w.historyTitle}
            heads={[w.since, w.price]}
            steps={priceHistory.map((step) => ({
              on: day(dayOf(step.changedAt), lang),
              price: step.price,
              text: w.priceOf(step.price, pack[lang]),
            }))}
          />
        </details>
      )}
    </>
  );
}

function Actions(own: Own) {
  const { offerId, soldBy, pack, price: now } = own;
  const { lang, w } = useWords('offers');
  const params = { offerId };
  return (
    <div class="actions">
      <Form
        name={`price-${formName(offerId)}`}
        class="inline"
        draft={false}
        submit={w.change}
        send={async (data, key) => {
          const price = priceTyped(data, soldBy, now);
          if (!price) return wrongFields('price');
          return api('PUT', '/api/offers/:offerId/price', { params, body: price, key });
        }}
        done={again}
      >
        <Field
          name="price"
          label={w.newPrice(unitOfPrice(now, w.unit(soldBy, pack[lang])))}
          inputMode="decimal"
        />
      </Form>
      <Tiers {...own} />
      <Form
        name={`withdraw-${formName(offerId)}`}
        class="inline"
        draft={false}
        danger
        submit={w.withdraw}
        send={(_data, key) =>
          api('PUT', '/api/offers/:offerId/withdrawal', { params, body: {}, key })
        }
        done={again}
      />
    </div>
  );
}

interface AddProps {
  readonly packs: OwnShelf['packs'];
  readonly lang: 'zh' | 'en';
}

function Add({ packs, lang }: AddProps) {
  const { w } = useWords('offers');
  return (
    <Form
      name="add"
      submit={w.add.submit}
      send={async (data, key) => {
        const pack = packs.find(({ skuId }) => skuId === data.get('skuId'));
        const price = pack && priceTyped(data, pack.soldBy);
        if (!pack || !price) return wrongFields('price');
        const channel = data.get('channel') === 'canteen' ? 'canteen' : 'retail';
        const body = { skuId: pack.skuId, channel, price, seasonFrom: 1, seasonTo: 12 } as const;
        return api('POST', '/api/offers', { body, key });
      }}
      done={again}
    >
      <Field name="skuId" label={w.add.pack}>
        {(attributes) => (
          <select {...attributes}>
            {packs.map(({ skuId, name, spec }) => (
              <option key={skuId} value={skuId}>
                {name[lang]} · {spec[lang]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field name="channel" label={w.add.channel}>
        {(attributes) => (
          <select {...attributes}>
            <option value="canteen">{w.channels.canteen}</option>
            <option value="retail">{w.channels.retail}</option>
          </select>
        )}
      </Field>
      <Field name="price" label={w.add.price} hint={w.add.hint} inputMode="decimal" />
    </Form>
  );
}

/** What was typed, by what the pack is sold by; undefined when it is no amount. */
function priceTyped(data: FormData, soldBy: SoldBy, now?: Price): Price | undefined {
  const typed = data.get('price');
  const fen = typeof typed === 'string' ? readFen(typed) : undefined;
  if (fen === undefined || fen === 0) return undefined;
  if (now) return { ...now, fen };
  if (soldBy === 'kg') return { fen, perG: 1_000 };
  return soldBy === 'jin' ? { fen, perG: 500 } : { fen, perUnit: 1 };
}

/** By what the price counts now: a counted pack may be priced by weight. */
function unitOfPrice(price: Price, unit: string): string {
  return 'perG' in price && price.perG === 1_000 ? 'kg' : unit;
}

/** An offer's id in the id of a field: letters, digits and hyphens only. */
function formName(offerId: string): string {
  return offerId.replace(/[^a-zA-Z0-9]/g, '-');
}

/** The page as it is now. */
function again(): void {
  location.reload();
}
