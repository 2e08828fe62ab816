import { DUTIES, type Duty } from '../../../shared/actor.ts';
import { useWords } from '../../i18n/index.ts';

/** The duties as boxes to tick; `legend` says whose. */
export function DutyTicks({ legend, has }: { legend: string; has: readonly Duty[] }) {
  const { w } = useWords('admin');
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {DUTIES.map((duty) => (
        <label key={duty} class="check">
          <input type="checkbox" name="duties" value={duty} defaultChecked={has.includes(duty)} />
          {w.duty[duty]}
        </label>
      ))}
    </fieldset>
  );
}

export function dutiesIn(data: FormData): Duty[] {
  const ticked = data.getAll('duties');
  return DUTIES.filter((duty) => ticked.includes(duty));
}
