import type { AgreementView } from '../../../features/prices/index.ts';
import { AGREEMENT_RULES } from '../../../shared/price.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readFen } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import type { CoopAgreementsProps } from '../../routes/trade.schema.ts';
import { AgreementTable } from './AgreementTable.tsx';

/** A cooperative’s contract prices; the operator’s too, for anybody. */
export default function CoopAgreements({
  agreements,
  offers,
  canteens,
  canPropose,
}: CoopAgreementsProps) {
  const { w } = useWords('trade');
  return (
    <Main title={w.agreements.title} sub={w.agreements.coopSub}>
      <AgreementTable
        agreements={agreements}
        side="coop"
        actions={(each) => <Ending {...each} />}
      />
      {canPropose && (
        <section class="card stack" aria-labelledby="add">
          <h2 id="add">{w.agreements.add.title}</h2>
          {offers.length === 0 || canteens.length === 0 ? (
            <p>{w.agreements.add.none}</p>
          ) : (
            <Propose offers={offers} canteens={canteens} />
          )}
        </section>
      )}
    </Main>
  );
}

function Ending({ id, state }: AgreementView) {
  const { w } = useWords('trade');
  const params = { id };
  if (state === 'proposed') {
    return (
      <Form
        name={`withdraw-${id}`}
        class="inline"
        draft={false}
        danger
        submit={w.agreements.withdraw}
        send={(_data, key) =>
          api('PUT', '/api/price-agreements/:id/withdrawal', { params, body: {}, key })
        }
        done={again}
      />
    );
  }
  if (state !== 'agreed') return null;
  return (
    <Form
      name={`end-${id}`}
      class="inline"
      draft={false}
      danger
      submit={w.agreements.end}
      send={(data, key) =>
        api('PUT', '/api/price-agreements/:id/end', {
          ...{ params, key },
          body: { lastDay: textOf(data, 'lastDay') },
        })
      }
      done={again}
    >
      <Field name="lastDay" type="date" label={w.agreements.lastDay} required />
    </Form>
  );
}

type Offers = Pick<CoopAgreementsProps, 'offers' | 'canteens'>;

function Propose({ offers, canteens }: Offers) {
  const { lang, w } = useWords('trade');
  const a = w.agreements.add;
  return (
    <Form
      name="propose"
      submit={a.submit}
      send={async (data, key) => {
        const body = bodyOf(data, offers);
        if (typeof body === 'string') return wrongFields(body);
        return api('POST', '/api/price-agreements', { body, key });
      }}
      done={again}
    >
      <Field name="buyerId" label={a.buyer}>
        {(attributes) => (
          <select {...attributes}>
            {canteens.map(({ id, name }) => (
              <option key={id} value={id}>
                {name[lang]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field name="offerId" label={a.offer}>
        {(attributes) => (
          <select {...attributes}>
            {offers.map(({ offerId, name, spec, pack, price }) => (
              <option key={offerId} value={offerId}>
                {name[lang]} {spec[lang]} · {w.price(price, pack[lang])}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field name="no" label={a.no} maxLength={40} required />
      <Field name="rule" label={a.rule}>
        {(attributes) => (
          <select {...attributes}>
            {AGREEMENT_RULES.map((rule) => (
              <option key={rule} value={rule}>
                {w.agreements.rules[rule]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field name="price" label={a.price} hint={a.priceHint} inputMode="decimal" />
      <Field name="validFrom" type="date" label={a.from} required />
      <Field name="validTo" type="date" label={a.to} required />
      <IndexFields />
    </Form>
  );
}

function IndexFields() {
  const { w } = useWords('trade');
  const a = w.agreements.add;
  return (
    <fieldset class="fields">
      <legend>{a.index}</legend>
      <Field name="index" label={a.indexPrice} inputMode="decimal" />
      <Field name="percent" label={a.percent} inputMode="decimal" />
      <Field name="addFen" label={a.add} inputMode="decimal" />
      <Field name="source" label={a.source} maxLength={80} />
      <Field name="month" label={a.month} maxLength={7} />
    </fieldset>
  );
}

/** What is sent, or the field that is wrong. */
function bodyOf(data: FormData, offers: Offers['offers']) {
  const text = (name: string) => textOf(data, name);
  const offer = offers.find(({ offerId }) => offerId === text('offerId'));
  if (!offer) return 'offerId';
  const per = 'perG' in offer.price ? { perG: 1_000 } : { perUnit: 1 as const };
  const rule = AGREEMENT_RULES.find((each) => each === text('rule')) ?? 'fixed';
  const fixed = {
    ...{ no: text('no'), buyerId: text('buyerId'), offerId: offer.offerId, per },
    ...{ validFrom: text('validFrom'), validTo: text('validTo'), rule },
  };
  if (rule === 'index') {
    const [fen, percent] = [readFen(text('index')), readFen(text('percent'))];
    if (!fen) return 'index';
    if (!percent) return 'percent';
    const addFen = readFen(text('addFen') || '0') ?? 0;
    const index = { fen, permille: Math.round(percent / 10), addFen };
    return { ...fixed, index: { ...index, source: text('source'), month: text('month') } };
  }
  const fen = readFen(text('price'));
  return fen ? { ...fixed, price: { fen, ...per } } : 'price';
}

function again(): void {
  location.reload();
}
