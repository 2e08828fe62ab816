import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';

/** 司机确认: agreed with the differences, or in his own words. */
export function DriverSaid() {
  const { w } = useWords('receiving');
  return (
    <details class="card">
      <summary>{w.door.driver}</summary>
      <div class="stack">
        <Field name="driver-name" label={w.door.driverName} maxLength={40} autocomplete="off" />
        <fieldset class="choices">
          <legend>{w.door.driverLegend}</legend>
          <label class="check">
            <input type="radio" name="driver-agrees" value="yes" defaultChecked />
            {w.door.driverYes}
          </label>
          <label class="check">
            <input type="radio" name="driver-agrees" value="no" />
            {w.door.driverNo}
          </label>
        </fieldset>
        <Field name="driver-words" label={w.door.driverWords} maxLength={300} autocomplete="off" />
      </div>
    </details>
  );
}
