import { useSetting } from '../../i18n/index.ts';
import { useField } from '../../parts/form-state.ts';
import type { ProductName } from '../../routes/bases.schema.ts';
import { nameIn } from './base-words.ts';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly products: readonly ProductName[];
}

/** Which products: any number of them. */
export function ProductTicks({ name, label, products }: Props) {
  const { lang, common: t } = useSetting();
  const { id, isWrong } = useField(name);
  return (
    <fieldset class="ticks" id={id} tabIndex={-1}>
      <legend>{label}</legend>
      {products.map((product) => (
        <label class="check" key={product.id}>
          <input type="checkbox" name={name} value={product.id} />
          {nameIn(lang, product)}
        </label>
      ))}
      {isWrong && <p class="wrong">{t.required}</p>}
    </fieldset>
  );
}
