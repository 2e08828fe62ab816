import { kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import type { NewBatchProps } from '../../routes/batches.schema.ts';

/** The cooperative's papers, to be ticked: what each is and how much it still states. */
export function PaperTicks({ papers }: Pick<NewBatchProps, 'papers'>) {
  const { w, link } = useWords('batches');
  const usable = papers.filter(({ status, leftG }) => status === 'valid' && leftG !== 0);
  return (
    <fieldset class="ticks" id="paperIds">
      <legend>{w.form.papers}</legend>
      {usable.length === 0 && <p class="sm">{w.form.noPapers}</p>}
      {usable.map(({ id, kind, no, leftG }) => (
        <label class="check" key={id}>
          <input type="checkbox" name="paperIds" value={id} />
          <span>
            {w.missing[kind]} {no}
            {leftG !== null && ` · ${w.form.left(kilograms(leftG))}`}
          </span>
        </label>
      ))}
      <p>
        <a href={link('/coop/papers/new')}>{w.form.newPaper}</a>
      </p>
    </fieldset>
  );
}
