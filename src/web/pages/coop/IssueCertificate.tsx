import { api } from '../../client/api.ts';
import { wrongFields } from '../../client/problem.ts';
import { readGrams } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import type { NewPaperProps, ProductName } from '../../routes/bases.schema.ts';
import { nameIn, textOf, ticked } from './base-words.ts';

const STYLES = ['producer', 'buyer'] as const;
const BASES = ['control', 'selfTest', 'entrustedTest'] as const;

/** The items of a 承诺达标合格证, in the order of the form. */
export function IssueCertificate({
  products,
  subject,
}: Pick<NewPaperProps, 'products' | 'subject'>) {
  const { w, lang, link } = useWords('bases');
  const f = w.paperForm;
  return (
    <Form
      name="certificate"
      send={(data, key) => issue(products, data, key)}
      done={() => {
        location.assign(link('/coop/papers'));
      }}
      submit={f.issue}
    >
      <Field name="style" label={f.style}>
        {(attributes) => (
          <select {...attributes}>
            {STYLES.map((style) => (
              <option key={style} value={style}>
                {f.styles[style]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <fieldset class="ticks" id="certificate-basis" tabIndex={-1}>
        <legend>{f.basis}</legend>
        {BASES.map((basis) => (
          <label class="check" key={basis}>
            <input type="checkbox" name="basis" value={basis} />
            {f.bases[basis]}
          </label>
        ))}
      </fieldset>
      <Field name="productId" label={f.product}>
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
      <Field name="grams" label={f.kilograms} hint={f.kilogramsHint} required inputMode="decimal" />
      <Field name="origin" label={f.origin} required maxLength={120} />
      <Field name="subject" label={f.subject} required maxLength={80} defaultValue={subject} />
      <Field name="contact" label={f.contact} required maxLength={80} inputMode="tel" />
    </Form>
  );
}

async function issue(products: readonly ProductName[], data: FormData, key: string) {
  const grams = readGrams(textOf(data, 'grams'));
  const basis = BASES.filter((one) => ticked(data, 'basis').includes(one));
  const product = products.find(({ id }) => id === textOf(data, 'productId'));
  if (grams === undefined || grams === 0) return wrongFields('grams');
  if (basis.length === 0) return wrongFields('basis');
  if (!product) return wrongFields('productId');
  const body = {
    style: STYLES.find((style) => style === textOf(data, 'style')) ?? 'producer',
    basis,
    productId: product.id,
    product: product.nameZh,
    grams,
    origin: textOf(data, 'origin'),
    subject: textOf(data, 'subject'),
    contact: textOf(data, 'contact'),
    fileId: null,
  };
  return api('POST', '/api/certificates', { body, key });
}
