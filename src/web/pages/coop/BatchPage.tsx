import { printedCode } from '../../../shared/code.ts';
import { api } from '../../client/api.ts';
import { kilograms, moment } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Form } from '../../parts/Form.tsx';
import { Lineage } from '../../parts/Lineage.tsx';
import { Main } from '../../parts/Main.tsx';
import { Tag } from '../../parts/Tag.tsx';
import type { BatchProps } from '../../routes/batches.schema.ts';
import { AddPapers, AddPhotos, AddTest } from './BatchAdd.tsx';
import { RejectBatch, StopBatch } from './BatchStop.tsx';
import { BatchFactsCard, BatchLog } from './BatchFactsCard.tsx';
import { stateTone, verdictTone } from './batch-words.ts';

/** A batch from draft to shelf: what it still misses comes first, with the way to add it. */
export default function BatchPage({ batch, papers, lineage }: BatchProps) {
  const { w, lang, link } = useWords('batches');
  const { code, product, state, step, releasedAt } = batch;
  const others = papers.filter(({ id }) => !batch.papers.some((own) => own.id === id));
  const isOpen = step === 'draft' || step === 'submitted';
  return (
    <Main
      title={`${product[lang]} ${printedCode(code)}`}
      sub={<Tag tone={stateTone(state)}>{w.states[state]}</Tag>}
      actions={
        releasedAt !== null && (
          <>
            <a class="btn" href={link(`/b/${code}`)}>
              {w.detail.open}
            </a>
            <a class="btn primary" href={link(`/coop/batches/${code}/labels`)}>
              {w.detail.labels}
            </a>
          </>
        )
      }
    >
      {isOpen && <Checklist batch={batch} />}
      <Verdict batch={batch} />
      {batch.rejection && (
        <p class="note warn">
          {w.detail.rejected}: {batch.rejection.reason}
        </p>
      )}
      <BatchFactsCard batch={batch} />
      <Lineage {...lineage} path="/coop/batches" />
      {isOpen && (
        <>
          <AddPhotos batch={batch} />
          <AddPapers batch={batch} papers={others} />
          <AddTest batch={batch} />
        </>
      )}
      <StopBatch batch={batch} />
      {step === 'submitted' && releasedAt === null && <RejectBatch batch={batch} />}
      <BatchLog batch={batch} />
    </Main>
  );
}

/** What an officer said last; what he sent back is for the cooperative to add. */
function Verdict({ batch: { verdict } }: Pick<BatchProps, 'batch'>) {
  const { w, lang } = useWords('batches');
  if (!verdict) return null;
  const { orgName, at, words } = verdict;
  return (
    <p class={verdict.verdict === 'pass' ? 'note' : 'note warn'}>
      <Tag tone={verdictTone(verdict.verdict)}>{w.detail.officers[verdict.verdict]}</Tag> {orgName}{' '}
      · {moment(at, lang)} {words}
    </p>
  );
}

/** 还差… and the one button that ends it. */
function Checklist({ batch }: Pick<BatchProps, 'batch'>) {
  const { w, lang } = useWords('batches');
  const { code, missing, step, refusal, grams, submittedAt } = batch;
  const photosMissing = missing.includes('photos');
  return (
    <section class="card stack">
      <h2>{missing.length > 0 ? w.detail.missing : w.detail.complete}</h2>
      {missing.length > 0 && (
        <ul class="dots">
          {missing.map((each) => (
            <li key={each}>{w.missing[each] ?? each}</li>
          ))}
        </ul>
      )}
      {submittedAt !== null && <p class="sm">{moment(submittedAt, lang)}</p>}
      {refusal && (
        <p class="note warn">
          {w.detail.refused}: {w.detail.refusals[refusal.code] ?? w.detail.refusedOtherwise}
        </p>
      )}
      {step === 'draft' && (
        <Form
          name="submit"
          class="stack"
          draft={false}
          send={(_, key) => api('POST', '/api/batches/:code/submission', { params: { code }, key })}
          done={() => {
            location.reload();
          }}
          submit={`${w.detail.submit} ${kilograms(grams)}`}
          disabled={photosMissing}
        >
          <p class="sm">{w.detail.submitHint}</p>
        </Form>
      )}
    </section>
  );
}
