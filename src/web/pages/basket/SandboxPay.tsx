import { useState } from 'preact/hooks';
import type { SandboxView } from '../../../features/payments/index.ts';
import { api } from '../../client/api.ts';
import { freshKey } from '../../client/problem.ts';
import { yuan } from '../../format.ts';
import { useSetting, useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import { wordsFor } from '../../client/problem-words.ts';

const ACTIONS = ['pay', 'later', 'decline', 'close'] as const;
type Action = (typeof ACTIONS)[number];

/** The pretended provider's page. No money moves, and it says so. */
export default function SandboxPay(first: SandboxView) {
  const setting = useSetting();
  const { w, link } = useWords('basket');
  const [{ state, declined }, setPage] = useState(first);
  const [said, setSaid] = useState('');
  const [isSending, setSending] = useState(false);
  const { ref, fen, groupId } = first;

  async function act(action: Action): Promise<void> {
    setSending(true);
    const sent = { params: { ref, action }, key: freshKey() };
    const { value, problem } = await api('POST', '/api/sandbox-pay/:ref/:action', sent);
    setSending(false);
    if (problem) setSaid(await wordsFor(problem, setting));
    if (!value) return;
    setPage(value);
    if (action !== 'decline') location.assign(link(`/orders/${groupId}`));
  }

  return (
    <Main title={w.sandbox.title}>
      <div class="stack">
        <p class="note pear">{w.sandbox.banner}</p>
        <section class="card stack">
          <p>
            {w.sandbox.sum} <strong class="total">{yuan(fen)}</strong>
          </p>
          <p role="status">{w.sandbox.states[state]}</p>
          {declined > 0 && state === 'open' && (
            <p class="note warn">{w.sandbox.declined(declined)}</p>
          )}
          {said !== '' && (
            <p class="note warn" role="alert">
              {said}
            </p>
          )}
          {(state === 'open' || state === 'processing') && (
            <div class="actions">
              {ACTIONS.filter((action) => state === 'open' || action === 'decline').map(
                (action) => (
                  <button
                    key={action}
                    type="button"
                    class={action === 'pay' ? 'btn primary' : 'btn'}
                    disabled={isSending}
                    onClick={() => void act(action)}
                  >
                    {w.sandbox[action]}
                  </button>
                ),
              )}
            </div>
          )}
          <p>
            <a href={link(`/orders/${groupId}`)}>{w.sandbox.back}</a>
          </p>
        </section>
      </div>
    </Main>
  );
}
