import type { NoticeView } from '../../../features/notifications/index.ts';
import { api } from '../../client/api.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';

export interface InboxProps {
  readonly notices: readonly NoticeView[];
}

/** What somebody was told 消息, the newest first. */
export default function Inbox({ notices }: InboxProps) {
  const { w } = useWords('tasks');
  return (
    <Main title={w.inbox.title} sub={w.inbox.sub}>
      {notices.length === 0 ? (
        <div class="card empty">
          <Empty text={w.inbox.empty} />
        </div>
      ) : (
        <div class="stack">
          {notices.map((notice) => (
            <Message key={notice.id} {...notice} />
          ))}
        </div>
      )}
    </Main>
  );
}

function Message({ id, kind, facts, href, at, readAt }: NoticeView) {
  const { w, link } = useWords('tasks');
  const text = w.inbox.kinds[kind](facts);
  return (
    <section class="card stack" aria-label={text}>
      <p>
        {readAt === null && <Tag tone="pear">{w.inbox.unread}</Tag>} {text}{' '}
        <span class="sm">{w.tasks.since(at)}</span>
      </p>
      <p class="actions">
        <a class="btn" href={link(href)}>
          {w.inbox.go}
        </a>
      </p>
      {readAt === null && (
        <Form
          name={`read-${id}`}
          draft={false}
          submit={w.inbox.read}
          send={(_data, key) => api('POST', '/api/inbox/:id/read', { params: { id }, key })}
          done={() => {
            location.reload();
          }}
        />
      )}
    </section>
  );
}
