import { useEffect, useState } from 'preact/hooks';
import type { DeliveryView } from '../../../features/fulfilment/index.ts';
import { readCode } from '../../../shared/code.ts';
import { api } from '../../client/api.ts';
import { freshKey } from '../../client/problem.ts';
import type { RecallList } from '../../client/recall-list.ts';
import { moment } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import type { Lot } from './lots.ts';

interface Props {
  readonly delivery: DeliveryView;
  readonly lots: readonly Lot[];
  readonly recalls: RecallList;
  readonly seen: (code: string | undefined) => void;
}

const OLD_MS = 12 * 3_600_000;

/** A code is scanned or typed: on the note, not on it, or recalled – and how old that knowledge is. */
export function Scan({ delivery, lots, recalls, seen }: Props) {
  const { w, lang } = useWords('receiving');
  const [typed, setTyped] = useState('');
  const code = codeIn(typed);
  const isHere = lots.some(({ batchId }) => batchId === code);
  const [isOld, setOld] = useState(false);
  useEffect(() => {
    setOld(Date.now() - Date.parse(recalls.at) > OLD_MS);
  }, [recalls.at, typed]);
  return (
    <>
      <Field
        name="code"
        label={w.door.code}
        hint={w.door.codeHint}
        autocomplete="off"
        autocapitalize="characters"
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          seen(codeIn(event.currentTarget.value));
        }}
      />
      <p class={isOld ? 'sm note pear' : 'sm'}>{w.door.recallAge(moment(recalls.at, lang))}</p>
      <div role="status">
        {code !== undefined && isHere && <p class="sm">{w.door.codeFound}</p>}
        {code !== undefined && !isHere && <Alien id={delivery.id} typed={typed} />}
        {code !== undefined && recalls.lots.includes(code) && (
          <p class="note warn">{w.door.recalled}</p>
        )}
      </div>
    </>
  );
}

/** A crate that is on another note: put aside, or noted on both 记为串筐. */
function Alien({ id, typed }: { id: string; typed: string }) {
  const { w } = useWords('receiving');
  const [said, setSaid] = useState<'' | 'done' | 'failed'>('');
  const note = async () => {
    const parts = { params: { id }, body: { crate: typed }, key: freshKey() };
    const { problem } = await api('POST', '/api/deliveries/:id/swaps', parts);
    setSaid(problem ? 'failed' : 'done');
  };
  return (
    <div class="note warn stack">
      <p>{w.door.codeNot}</p>
      {said === 'done' ? (
        <p>{w.door.swapDone}</p>
      ) : (
        <p class="actions">
          <button type="button" class="btn" onClick={() => void note()}>
            {w.door.swap}
          </button>
        </p>
      )}
      {said === 'failed' && <p>{w.door.swapFailed}</p>}
    </div>
  );
}

/** The lot in what was scanned: an address, a code, or a crate's code with its number. */
function codeIn(typed: string): string | undefined {
  const text = typed.trim().replace(/^.*\//, '');
  return readCode(text) ?? readCode(text.replace(/[-#:·\s]\d{1,5}$/, ''));
}
