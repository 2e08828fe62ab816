import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readGrams } from '../../client/typed.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { reload, type ActProps } from './act.ts';

/** 现有多少 / 已用多少: what became of goods that were recalled before the receipt came in. */
export function Answer({ claim }: ActProps) {
  const { w } = useWords('claims');
  const params = { id: claim.id };
  return (
    <Form
      name="answer"
      class="card fields"
      submit={w.act.send}
      send={(data, key) => {
        const read = (name: string) => readGrams(textOf(data, name) || '0');
        const [usedG, onHandG, destroyedG] = [read('used'), read('onHand'), read('destroyed')];
        if (usedG === undefined || onHandG === undefined || destroyedG === undefined) {
          return Promise.resolve(wrongFields('used', 'onHand', 'destroyed'));
        }
        const body = { usedG, onHandG, destroyedG, pays: textOf(data, 'pays') === 'yes' };
        return api('POST', '/api/claims/:id/answer', { params, body, key });
      }}
      done={reload}
    >
      <h2>{w.act.answer}</h2>
      <Field name="used" label={w.act.used} inputMode="decimal" autocomplete="off" />
      <Field name="onHand" label={w.act.onHand} inputMode="decimal" autocomplete="off" />
      <Field name="destroyed" label={w.act.destroyed} inputMode="decimal" autocomplete="off" />
      <fieldset class="choices">
        <legend>{w.act.pays}</legend>
        <label class="check">
          <input type="radio" name="pays" value="yes" />
          {w.act.paysYes}
        </label>
        <label class="check">
          <input type="radio" name="pays" value="no" defaultChecked />
          {w.act.paysNo}
        </label>
      </fieldset>
    </Form>
  );
}
