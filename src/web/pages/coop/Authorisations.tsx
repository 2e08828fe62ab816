import { api } from '../../client/api.ts';
import { wrongFields } from '../../client/problem.ts';
import { uploaded } from '../../client/uploads.ts';
import { useWords, type Words } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Upload } from '../../parts/Upload.tsx';
import type { BaseProps } from '../../routes/bases.schema.ts';
import { maybeOf, productIn, textOf, ticked } from './base-words.ts';
import { ProductTicks } from './ProductTicks.tsx';

type Kind = keyof Words<'bases'>['titles']['kinds'];
const KINDS: readonly Kind[] = [
  'vegetable_basket_base',
  'co_built_project',
  'national_list',
  'honour',
  'closed_scheme',
];

export function Authorisations({ base, products }: Omit<BaseProps, 'county'>) {
  const { w, lang } = useWords('bases');
  const a = w.titles;
  return (
    <section class="card stack">
      <h2>{a.title}</h2>
      <p class="sm">{a.lead}</p>
      {base.authorisations.length === 0 && <p>{a.none}</p>}
      <ul class="rows">
        {base.authorisations.map((one) => (
          <li key={one.n}>
            <p>
              <b>{one.title}</b>{' '}
              <Tag tone={one.confirmed ? undefined : 'pear'}>
                {one.confirmed ? a.confirmed : a.unconfirmed}
              </Tag>
            </p>
            <p class="sm">
              {a.kinds[one.kind]} · {one.body} · {lang === 'en' ? one.wordsEn : one.wordsZh}
            </p>
            {one.productScopeIds.length > 0 && (
              <p class="sm">
                {a.scope}:{' '}
                {one.productScopeIds.map((id) => productIn(lang, products, id)).join(' · ')}
              </p>
            )}
            {one.fileId !== null && <a href={`/files/${one.fileId}/original`}>{a.scan}</a>}
          </li>
        ))}
      </ul>
      <AddAuthorisation base={base} products={products} />
    </section>
  );
}

function AddAuthorisation({ base, products }: Omit<BaseProps, 'county'>) {
  const { w } = useWords('bases');
  const a = w.titles;
  return (
    <details>
      <summary>{a.add}</summary>
      <Form
        name="authorisation"
        send={(data, key) => addAuthorisation(base.id, data, key)}
        done={() => {
          location.reload();
        }}
        submit={a.submit}
      >
        <Field name="kind" label={a.kind}>
          {(attributes) => (
            <select {...attributes}>
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {a.kinds[kind]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="title" label={a.name} required maxLength={80} />
        <Field name="body" label={a.body} required maxLength={80} />
        <Field name="number" label={a.number} maxLength={60} />
        <Field name="validFrom" type="date" label={a.from} />
        <Field name="validTo" type="date" label={a.to} />
        <ProductTicks name="productScopeIds" label={a.scope} products={products} />
        <Upload name="scan" label={a.file} hint={a.fileHint} kind="paper" max={1} />
      </Form>
    </details>
  );
}

async function addAuthorisation(id: string, data: FormData, key: string) {
  const files = await uploaded('scan');
  if (!files) return wrongFields('scan');
  const body = {
    kind: KINDS.find((kind) => kind === textOf(data, 'kind')) ?? 'honour',
    title: textOf(data, 'title'),
    body: textOf(data, 'body'),
    number: maybeOf(data, 'number'),
    productScopeIds: ticked(data, 'productScopeIds'),
    validFrom: maybeOf(data, 'validFrom'),
    validTo: maybeOf(data, 'validTo'),
    fileId: files[0] ?? null,
  };
  return api('POST', '/api/bases/:id/authorisations', { params: { id }, body, key });
}
