import { api } from '../../client/api.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import type { OfficerResult } from '../../routes/officer.schema.ts';

type Props = Pick<OfficerResult, 'stops'> & { readonly code: string };

function reload(): void {
  location.reload();
}

/** Stopping is an action of its own, with a reason of its own; what one stopped oneself can be lifted here. */
export function StopBatch({ code, stops }: Props) {
  const { w } = useWords('officer');
  return (
    <section class="card stack">
      <h2>{w.stop.title}</h2>
      <p class="sm">{w.stop.lead}</p>
      {stops.map(({ id, reason, isOwn }) => (
        <div class="note warn" key={id}>
          <p>{reason}</p>
          {isOwn && (
            <Form
              name={`lift-${id}`}
              class="inline"
              draft={false}
              send={(_, key) => {
                const params = { code, stopId: id };
                return api('DELETE', '/api/batches/:code/stops/:stopId', { params, key });
              }}
              done={reload}
              submit={w.stop.lift}
            />
          )}
        </div>
      ))}
      <Form
        name="stop"
        draft={false}
        danger
        send={(data, key) => {
          const said = data.get('reason');
          const body = { reason: typeof said === 'string' ? said.trim() : '' };
          return api('POST', '/api/batches/:code/stops', { params: { code }, body, key });
        }}
        done={reload}
        submit={w.stop.submit}
      >
        <Field name="reason" label={w.stop.reason} required maxLength={300} />
      </Form>
    </section>
  );
}
