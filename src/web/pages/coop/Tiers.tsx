import type { OwnShelf } from '../../../features/catalogue/index.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readCount, readFen } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';

type Own = OwnShelf['offers'][number];

const STEPS = [1, 2, 3];

/** What it costs from so many units on: up to three steps. */
export function Tiers({ offerId, tiers, price, pack, soldBy }: Own) {
  const { lang, w } = useWords('offers');
  const params = { offerId };
  const unit =
    'perG' in price ? (price.perG === 500 ? w.unit('jin', '') : 'kg') : w.unit(soldBy, pack[lang]);
  return (
    <details>
      <summary>
        {w.tiers.title}:{' '}
        {tiers.length === 0
          ? w.tiers.none
          : tiers
              .map((tier) =>
                w.tiers.line(tier.fromUnits, pack[lang], w.priceOf(tier.price, pack[lang])),
              )
              .join(' · ')}
      </summary>
      <Form
        name={`tiers-${offerId.replace(/[^a-zA-Z0-9]/g, '-')}`}
        draft={false}
        submit={w.tiers.save}
        send={async (data, key) => {
          const typed = tiersIn(data, price);
          if (typeof typed === 'string') return wrongFields(typed);
          return api('PUT', '/api/offers/:offerId/tiers', { params, body: { tiers: typed }, key });
        }}
        done={() => {
          location.reload();
        }}
      >
        <p class="sm">{w.tiers.hint}</p>
        {STEPS.map((n) => (
          <div class="tools" key={n}>
            <Field
              name={`from${n}`}
              label={w.tiers.from(n)}
              inputMode="numeric"
              value={String(tiers[n - 1]?.fromUnits ?? '')}
            />
            <Field
              name={`fen${n}`}
              label={w.tiers.price(n, unit)}
              inputMode="decimal"
              value={fenText(tiers[n - 1]?.price.fen)}
            />
          </div>
        ))}
      </Form>
    </details>
  );
}

/** The steps that were typed, or the field that is wrong. */
function tiersIn(data: FormData, price: Own['price']): Own['tiers'] | string {
  const typed: Own['tiers'] = [];
  for (const n of STEPS) {
    const [from, fen] = [textOf(data, `from${n}`).trim(), textOf(data, `fen${n}`).trim()];
    if (from === '' && fen === '') continue;
    const [fromUnits, sum] = [readCount(from), readFen(fen)];
    if (!fromUnits) return `from${n}`;
    if (!sum) return `fen${n}`;
    typed.push({ fromUnits, price: { ...price, fen: sum } });
  }
  return typed;
}

function fenText(fen: number | undefined): string {
  return fen === undefined ? '' : String(fen / 100);
}
