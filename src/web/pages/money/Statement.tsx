import type { StatementView } from '../../../features/ledger/index.ts';
import { api } from '../../client/api.ts';
import { textOf } from '../../client/form-text.ts';
import { wrongFields } from '../../client/problem.ts';
import { readFen } from '../../client/typed.ts';
import { day, moment, yuan } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { List } from '../../parts/List.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { entryColumns, periodIn, reload } from './parts.tsx';

/** One statement as it was issued: confirm it, or say what is wrong; the seller answers. */
export default function Statement(view: StatementView) {
  const { w, lang } = useWords('money');
  const { id, entries, period, state, v } = view;
  return (
    <Main
      title={w.one.title(periodIn(w.statements, period))}
      actions={
        <>
          <Tag tone={state === 'disputed' ? 'warn' : undefined}>{w.states[state]}</Tag>
          {v > 0 && <Tag tone="quiet">{w.statements.version(v)}</Tag>}
          <button
            type="button"
            class="btn noprint"
            onClick={() => {
              print();
            }}
          >
            {w.one.print}
          </button>
          <a class="btn noprint" href={`/api/statements/${id}/lines.csv`} download>
            {w.one.csv}
          </a>
        </>
      }
    >
      <Head {...view} />
      <section class="stack" aria-labelledby="entries">
        <h2 id="entries">{w.one.lines}</h2>
        <List
          caption={w.one.lines}
          columns={entryColumns(w, lang)}
          rows={entries}
          rowKey={({ key }) => key}
          empty={<Empty text={w.one.none} />}
        />
      </section>
      <p class="sign">{w.one.seals}</p>
      {view.mayConfirm && <Confirm {...view} />}
      {view.disputes.length > 0 && <Talk {...view} />}
      {view.mayAnswer && <Answer {...view} />}
    </Main>
  );
}

function Head(view: StatementView) {
  const { w, lang, link } = useWords('money');
  const { payer, seller, totalFen, totalWords, dues, payTo, sha256, versions, confirmedAt } = view;
  return (
    <section class="card stack">
      <dl class="facts">
        <dt>{w.one.from}</dt>
        <dd>{seller.name[lang] || seller.name.zh}</dd>
        <dt>{w.one.to}</dt>
        <dd>{payer.name[lang] || payer.name.zh}</dd>
        <dt>{w.statements.total}</dt>
        <dd class="num">{yuan(totalFen)}</dd>
        <dt>{w.one.totalWords}</dt>
        <dd>{totalWords}</dd>
        <dt>{w.one.dues}</dt>
        <dd>
          {dues.map(({ on, fen }) => (
            <div key={on}>
              {day(on, lang)} · {yuan(fen)}
            </div>
          ))}
        </dd>
        <dt>{w.one.payTo}</dt>
        <dd>{payTo === '' ? w.one.payToMissing : payTo}</dd>
        {sha256 !== '' && <dt>{w.one.hash}</dt>}
        {sha256 !== '' && <dd class="sm">{sha256.slice(0, 16)}</dd>}
      </dl>
      {versions.length > 1 && (
        <p class="actions noprint">
          {w.one.versions}
          {versions.map((each) => (
            <a key={each.v} href={link(`?v=${each.v}`)}>
              {w.statements.version(each.v)} {yuan(each.totalFen)}
            </a>
          ))}
        </p>
      )}
      {confirmedAt !== null && <p class="note">{w.one.confirmedAt(moment(confirmedAt, lang))}</p>}
    </section>
  );
}

function Confirm({ id, v, entries }: StatementView) {
  const { w } = useWords('money');
  const wrong = (data: FormData) =>
    entries
      .filter(({ key }) => data.getAll('key').includes(key))
      .map(({ key }) => ({ key, words: textOf(data, 'words') }));
  return (
    <section class="card stack noprint">
      <p class="sm">{w.one.confirmHint}</p>
      <Form
        name="confirm"
        draft={false}
        submit={w.one.confirm}
        send={(_data, key) =>
          api('POST', '/api/statements/:id/confirm', { params: { id }, body: { v }, key })
        }
        done={reload}
      />
      <details>
        <summary>{w.one.dispute}</summary>
        <p class="sm">{w.one.disputeHint}</p>
        <Form
          name="dispute"
          danger
          submit={w.one.send}
          send={(data, key) => {
            const lines = wrong(data);
            if (lines.length === 0) return Promise.resolve(wrongFields('key'));
            return api('POST', '/api/statements/:id/dispute', {
              params: { id },
              body: { v, lines },
              key,
            });
          }}
          done={reload}
        >
          <fieldset class="choices">
            <legend>{w.one.lines}</legend>
            {entries.map((entry) => (
              <label key={entry.key} class="check">
                <input type="checkbox" name="key" value={entry.key} />
                {w.one.wrong(`${w.kinds[entry.kind]} ${entry.orderNo}`, yuan(entry.fen))}
              </label>
            ))}
          </fieldset>
          <Field name="words" label={w.one.words} required maxLength={400} />
        </Form>
      </details>
    </section>
  );
}

function Talk({ disputes, refused, entries, state }: StatementView) {
  const { w, lang } = useWords('money');
  const titleOf = (key: string) => entries.find((entry) => entry.key === key)?.orderNo ?? '';
  return (
    <section class="card stack" aria-labelledby="talk">
      <h2 id="talk">{w.one.disputes}</h2>
      {disputes.map(({ v, at, lines, answer }) => (
        <div key={at}>
          <p>
            {w.statements.version(v)} · {moment(at, lang)}
          </p>
          <ul class="dots">
            {lines.map(({ key, words }) => (
              <li key={key}>
                {titleOf(key)} {words}
              </li>
            ))}
          </ul>
          {answer && (
            <p class="note">
              {answer.isRight ? w.one.answered.right : w.one.answered.wrong} · {answer.words}
            </p>
          )}
        </div>
      ))}
      {state === 'disputed' && <p class="sm">{w.one.waiting}</p>}
      {refused.length > 0 && <p class="note warn">{w.one.refused}</p>}
    </section>
  );
}

function Answer({ id, entries }: StatementView) {
  const { w, lang } = useWords('money');
  const lines = entries
    .filter(({ kind }) => kind === 'charge')
    .flatMap(({ orderId, orderNo, items }) =>
      items.map(({ no, name, fen }) => ({
        ...{ field: `fen-${orderId ?? ''}-${no}`, orderId: orderId ?? '', no },
        label: `${orderNo} ${name[lang]} ${yuan(fen)}`,
      })),
    );
  return (
    <section class="card stack noprint" aria-labelledby="answer">
      <h2 id="answer">{w.one.answer}</h2>
      <p class="sm">{w.one.answerHint}</p>
      <Form
        name="answer"
        submit={w.one.answerRight}
        send={(data, key) => {
          const typed = lines.filter(({ field }) => textOf(data, field) !== '');
          const bad = typed.find(({ field }) => !readFen(textOf(data, field)));
          if (bad) return Promise.resolve(wrongFields(bad.field));
          const corrections = typed.map(({ field, orderId, no }) => ({
            ...{ orderId, no, fen: readFen(textOf(data, field)) ?? 0 },
          }));
          const body = { words: textOf(data, 'words'), corrections };
          return api('POST', '/api/statements/:id/answer', { params: { id }, body, key });
        }}
        done={reload}
      >
        <Field name="words" label={w.one.answerWords} required maxLength={400} />
        {lines.map(({ field, label }) => (
          <Field key={field} name={field} label={w.one.credit(label)} inputMode="decimal" />
        ))}
      </Form>
    </section>
  );
}
