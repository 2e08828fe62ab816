import { useState } from 'preact/hooks';
import { api } from '../../client/api.ts';
import { wrongFields } from '../../client/problem.ts';
import { readGrams } from '../../client/typed.ts';
import { uploaded } from '../../client/uploads.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import { Upload } from '../../parts/Upload.tsx';
import type { NewBatchProps } from '../../routes/batches.schema.ts';
import { maybeOf, nameIn, textOf } from './base-words.ts';
import { partKey } from './batch-words.ts';
import { PaperTicks } from './PaperTicks.tsx';

/** One screen: what, where, when, how much; photos and papers with it or later. */
export default function NewBatch({ bases, products, papers, today }: NewBatchProps) {
  const { w, link } = useWords('batches');
  const [kind, setKind] = useState<'harvested' | 'made'>('harvested');
  const f = w.form;
  return (
    <Main title={f.title} sub={f.sub}>
      <Form
        name="batch"
        draft={false}
        send={register}
        done={({ code }) => {
          location.assign(link(`/coop/batches/${code}`));
        }}
        submit={f.submit}
      >
        <Field name="kind" label={f.kind}>
          {(attributes) => (
            <select
              {...attributes}
              onChange={(event) => {
                setKind(event.currentTarget.value === 'made' ? 'made' : 'harvested');
              }}
            >
              <option value="harvested">{f.kinds.harvested}</option>
              <option value="made">{f.kinds.made}</option>
            </select>
          )}
        </Field>
        <ProductField products={kind === 'made' ? products : grownOf(products, bases)} />
        {kind === 'harvested' ? (
          <PlotField bases={bases} products={products} />
        ) : (
          <Field name="works" label={f.works} required maxLength={120} />
        )}
        <Field name="madeOn" label={f.madeOn} type="date" value={today} max={today} required />
        <Field name="grams" label={f.weight} hint={f.weightHint} inputMode="decimal" required />
        <Field name="note" label={f.note} maxLength={300} />
        <Upload name="photos" label={f.photos} hint={f.photosHint} kind="photo" max={12} />
        <PaperTicks papers={papers} />
      </Form>
    </Main>
  );
}

function ProductField({ products }: Pick<NewBatchProps, 'products'>) {
  const { w, lang } = useWords('batches');
  return (
    <Field name="productId" label={w.form.product}>
      {(attributes) => (
        <select {...attributes}>
          {products.map((product) => (
            <option key={product.id} value={product.id}>
              {nameIn(lang, product)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What grows on some plot; everything while there is none. */
function grownOf(products: NewBatchProps['products'], bases: NewBatchProps['bases']) {
  const grown = new Set(bases.flatMap(({ plots }) => plots.flatMap((plot) => plot.productIds)));
  return grown.size === 0 ? products : products.filter(({ id }) => grown.has(id));
}

function PlotField({ bases, products }: Pick<NewBatchProps, 'bases' | 'products'>) {
  const { w, lang } = useWords('batches');
  const names = (ids: readonly string[]) =>
    products
      .filter(({ id }) => ids.includes(id))
      .map((each) => nameIn(lang, each))
      .join('、');
  return (
    <Field name="plotId" label={w.form.plot} hint={w.form.plotHint}>
      {(attributes) => (
        <select {...attributes} required>
          {bases.flatMap((base) =>
            base.plots.map(({ n, nameZh, productIds }) => (
              <option key={`${base.id}.${n}`} value={`${base.id}.${n}`}>
                {`${nameIn(lang, base)} · ${nameZh} · ${names(productIds)}`}
              </option>
            )),
          )}
        </select>
      )}
    </Field>
  );
}

/** The draft, then its photos, then its papers; each under a key of its own, so a repeat goes on. */
async function register(data: FormData, key: string) {
  const photos = await uploaded('photos');
  const grams = readGrams(textOf(data, 'grams'));
  if (!photos) return wrongFields('photos');
  if (!grams) return wrongFields('grams');
  const origin = originOf(data);
  if (origin.plotId === '') return wrongFields('plotId');
  const body = {
    ...origin,
    productId: textOf(data, 'productId'),
    grams,
    note: maybeOf(data, 'note'),
  };
  const created = await api('POST', '/api/batches', { body, key });
  if (!created.value) return created;
  const { code } = created.value;
  const problem = await attach(code, key, {
    photos,
    paperIds: data.getAll('paperIds').map(String),
  });
  return problem ? { problem } : created;
}

/** Of a plot on a day of harvest, or made somewhere on a day. */
function originOf(data: FormData) {
  const day = textOf(data, 'madeOn');
  if (textOf(data, 'kind') === 'made') {
    return {
      ...{ kind: 'made' as const, works: textOf(data, 'works'), producedOn: day },
      ...{ baseId: null, plotId: null, harvestedOn: null },
    };
  }
  const plotId = textOf(data, 'plotId');
  return {
    ...{ kind: 'harvested' as const, baseId: plotId.slice(0, plotId.indexOf('.')), plotId },
    ...{ harvestedOn: day, producedOn: null, works: null },
  };
}

interface Attachments {
  readonly photos: string[];
  readonly paperIds: string[];
}

async function attach(code: string, key: string, { photos, paperIds }: Attachments) {
  const params = { code };
  if (photos.length > 0) {
    const put = { params, body: { photos }, key: partKey(key, 'photos') };
    const { problem } = await api('PUT', '/api/batches/:code/photos', put);
    if (problem) return problem;
  }
  if (paperIds.length > 0) {
    const put = { params, body: { paperIds }, key: partKey(key, 'papers') };
    const { problem } = await api('PUT', '/api/batches/:code/papers', put);
    if (problem) return problem;
  }
  return undefined;
}
