import { api } from '../../client/api.ts';
import { wrongFields } from '../../client/problem.ts';
import { readMu100 } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import type { BaseProps } from '../../routes/bases.schema.ts';
import { capWords, muOf, productIn, textOf, ticked } from './base-words.ts';
import { ProductTicks } from './ProductTicks.tsx';

export function Plots({ base, products }: Omit<BaseProps, 'county'>) {
  const { w, lang } = useWords('bases');
  const { id, plots, cycles } = base;
  return (
    <section class="card stack">
      <h2>{w.plots.title}</h2>
      {plots.length === 0 && <p class="sm">{w.facts.noPlots}</p>}
      <ul class="rows">
        {plots.map((plot) => (
          <li key={plot.n}>
            <p>
              <b>{plot.nameZh}</b>{' '}
              <span class="sm">
                {w.plots.number(plot.n)} · {w.facts.mu(muOf(plot.areaMu100))}
              </span>
            </p>
            {cycles
              .filter(({ plotId }) => plotId === plot.id)
              .map((cycle) => (
                <p class="sm" key={cycle.productId}>
                  {productIn(lang, products, cycle.productId)}: {capWords(w, cycle)}
                </p>
              ))}
          </li>
        ))}
      </ul>
      <details open={plots.length === 0}>
        <summary>{w.plots.add}</summary>
        <Form
          name="plot"
          send={(data, key) => addPlot(id, data, key)}
          done={() => {
            location.reload();
          }}
          submit={w.plots.submit}
        >
          <Field name="nameZh" label={w.plots.name} required maxLength={60} />
          <Field
            name="areaMu100"
            label={w.plots.area}
            hint={w.form.areaHint}
            required
            inputMode="decimal"
          />
          <ProductTicks name="productIds" label={w.plots.products} products={products} />
        </Form>
      </details>
    </section>
  );
}

async function addPlot(id: string, data: FormData, key: string) {
  const areaMu100 = readMu100(textOf(data, 'areaMu100'));
  const productIds = ticked(data, 'productIds');
  if (areaMu100 === undefined) return wrongFields('areaMu100');
  if (productIds.length === 0) return wrongFields('productIds');
  const body = { nameZh: textOf(data, 'nameZh'), areaMu100, productIds };
  return api('POST', '/api/bases/:id/plots', { params: { id }, body, key });
}
