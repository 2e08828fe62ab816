import { useEffect, useState } from 'preact/hooks';
import { flush, forget, kept, type Kept } from '../../client/outbox.ts';
import { moment } from '../../format.ts';
import { useSetting, useWords } from '../../i18n/index.ts';

/** What waits on this phone: sent at load, when the network is back, and by the button. */
export default function Outbox() {
  const { w, lang } = useWords('receiving');
  const { waiting, refused, send, drop } = useOutbox();
  if (waiting.length + refused.length === 0) return null;
  return (
    <section class="note pear stack" aria-label={w.outbox.title}>
      {waiting.length > 0 && (
        <>
          <p role="status">{w.outbox.waiting(waiting.length)}</p>
          <ul class="dots">
            {waiting.map(({ key, noteNo, madeAt }) => (
              <li key={key}>
                <span class="num">{noteNo}</span> · {moment(madeAt, lang)}
              </li>
            ))}
          </ul>
          <p class="actions">
            <button type="button" class="btn" onClick={send}>
              {w.outbox.send}
            </button>
          </p>
        </>
      )}
      {refused.map(({ key, noteNo, refused: code }) => (
        <div key={key} class="stack">
          <p>
            {w.outbox.refused(noteNo)} <span class="num">{code}</span>
          </p>
          <p class="actions">
            <button
              type="button"
              class="btn danger"
              onClick={() => {
                drop(key);
              }}
            >
              {w.outbox.drop}
            </button>
          </p>
        </div>
      ))}
    </section>
  );
}

/** Told by a form on the same page that it has kept something. */
export const KEPT = 'receipt-kept';

function useOutbox() {
  const { account } = useSetting();
  const [all, setAll] = useState<readonly Kept[]>([]);
  const look = () => {
    void kept(account)
      .then(setAll)
      .catch(() => undefined); // without storage nothing is kept
  };
  const send = () => {
    void flush(account, look)
      .catch(() => undefined)
      .then(look);
  };
  const drop = (key: string) => {
    void forget(key).then(look);
  };
  useEffect(() => {
    send();
    addEventListener('online', send);
    addEventListener(KEPT, look);
    return () => {
      removeEventListener('online', send);
      removeEventListener(KEPT, look);
    };
  }, [account]);
  const refused = all.filter((one) => one.refused !== undefined);
  return { waiting: all.filter((one) => one.refused === undefined), refused, send, drop };
}
