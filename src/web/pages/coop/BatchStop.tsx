import { api } from '../../client/api.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import type { BatchProps } from '../../routes/batches.schema.ts';
import { textOf } from './base-words.ts';

type Props = Pick<BatchProps, 'batch'>;

function reload(): void {
  location.reload();
}

/** What stands in its way now, and the seller's own stop. */
export function StopBatch({ batch: { code, stops, state } }: Props) {
  const { w } = useWords('batches');
  const d = w.detail;
  const canStop = !['rejected', 'expired', 'closed'].includes(state);
  return (
    <>
      {stops.length > 0 && (
        <section class="card stack">
          <h2>{d.stops}</h2>
          {stops.map(({ id, rank, reason }) => (
            <div class="note warn" key={id}>
              <p>
                {d.ranks[rank]}: {reason}
              </p>
              {rank === 'seller' && <Lift code={code} stopId={id} />}
            </div>
          ))}
        </section>
      )}
      {canStop && (
        <details class="card">
          <summary>{d.stop}</summary>
          <Form
            name="stop"
            draft={false}
            danger
            send={(data, key) => {
              const body = { reason: textOf(data, 'reason') };
              return api('POST', '/api/batches/:code/stops', { params: { code }, body, key });
            }}
            done={reload}
            submit={d.stop}
          >
            <Field name="reason" label={d.reason} hint={d.stopHint} required maxLength={300} />
          </Form>
        </details>
      )}
    </>
  );
}

function Lift({ code, stopId }: { code: string; stopId: string }) {
  const { w } = useWords('batches');
  return (
    <Form
      name={`lift-${stopId}`}
      class="inline"
      draft={false}
      send={(_, key) =>
        api('DELETE', '/api/batches/:code/stops/:stopId', { params: { code, stopId }, key })
      }
      done={reload}
      submit={w.detail.lift}
    />
  );
}

/** Back to nothing, while it was never on sale. */
export function RejectBatch({ batch: { code } }: Props) {
  const { w } = useWords('batches');
  const d = w.detail;
  return (
    <details class="card">
      <summary>{d.reject}</summary>
      <Form
        name="reject"
        draft={false}
        danger
        send={(data, key) => {
          const body = { reason: textOf(data, 'reason') };
          return api('POST', '/api/batches/:code/rejection', { params: { code }, body, key });
        }}
        done={reload}
        submit={d.reject}
      >
        <Field name="reason" label={d.reason} hint={d.rejectHint} required maxLength={300} />
      </Form>
    </details>
  );
}
