import { useState } from 'preact/hooks';
import { api } from '../../client/api.ts';
import { wrongFields } from '../../client/problem.ts';
import { readCount, readGrams } from '../../client/typed.ts';
import { kilograms } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Field } from '../../parts/Field.tsx';
import { Form } from '../../parts/Form.tsx';
import { Main } from '../../parts/Main.tsx';
import type { LabelProps } from '../../routes/batches.schema.ts';
import { textOf } from './base-words.ts';

interface Run {
  readonly from: number;
  readonly to: number;
  readonly netG: number;
}

/** One label as it will look, then as many as there are boxes; each page is one label. */
export default function Labels({ label }: LabelProps) {
  const { w, link } = useWords('batches');
  const [run, setRun] = useState<Run>();
  const l = w.labels;
  const serials = run
    ? Array.from({ length: run.to - run.from + 1 }, (_, place) => run.from + place)
    : [label.next];
  return (
    <Main
      title={<span class="noprint">{l.title}</span>}
      actions={
        <a class="btn" href={link(`/coop/batches/${label.code}`)}>
          {l.back}
        </a>
      }
    >
      <div class="noprint stack">
        <p>{l.lead}</p>
        <p class="sm">
          {l.left(kilograms(label.leftG))} · {l.next(label.next)}
        </p>
        {label.canPrint ? (
          <Take code={label.code} taken={setRun} />
        ) : (
          <p class="note pear">{l.notYet}</p>
        )}
      </div>
      <div class="labels">
        {serials.map((serial) => (
          <Label key={serial} label={label} serial={serial} netG={run?.netG} />
        ))}
      </div>
    </Main>
  );
}

function Take({ code, taken }: { code: string; taken: (run: Run) => void }) {
  const { w } = useWords('batches');
  const l = w.labels;
  return (
    <Form
      name="labels"
      draft={false}
      send={(data, key) => {
        const count = readCount(textOf(data, 'count'));
        const netG = readGrams(textOf(data, 'netG'));
        if (!count || !netG) return Promise.resolve(wrongFields(count ? 'netG' : 'count'));
        const body = { count, netG };
        return api('POST', '/api/batches/:code/labels', { params: { code }, body, key });
      }}
      done={(run) => {
        taken(run);
        setTimeout(() => {
          print();
        }, 100); // the labels stand on the page first
      }}
      submit={l.print}
    >
      <Field name="count" label={l.count} inputMode="numeric" value="1" required />
      <Field name="netG" label={l.net} inputMode="decimal" required />
    </Form>
  );
}

interface LabelOf extends LabelProps {
  readonly serial: number;
  readonly netG: number | undefined;
}

/** 60 × 40 mm, in Chinese whoever prints it: the certificate's items beside the code. */
function Label({ label, serial, netG }: LabelOf) {
  const { w } = useWords('batches');
  const l = w.labels;
  const { printed, qr } = label;
  return (
    <article class="label" lang="zh-CN">
      <div>
        <div role="img" aria-label={l.qr(printed)} dangerouslySetInnerHTML={{ __html: qr.svg }} />
        <b class="num">{printed}</b>
        <div>
          {l.serial(serial)}
          {netG !== undefined && ` · ${l.netWeight} ${kilograms(netG)}`}
        </div>
      </div>
      <Items label={label} />
    </article>
  );
}

function Items({ label }: LabelProps) {
  const { w } = useWords('batches');
  const l = w.labels;
  const { product, certificate } = label;
  const madeOn = label.harvestedOn ?? label.producedOn;
  return (
    <div>
      {certificate && <b>{l.certificate}</b>}
      <div>
        <b>{product.zh}</b>
      </div>
      {madeOn && (
        <div>
          {l.made} {madeOn}
        </div>
      )}
      <WhereAndWho label={label} />
      {certificate && <div>{certificate.basis.map((each) => l.basis[each] ?? each).join(' ')}</div>}
      {certificate && <div>{certificate.contact}</div>}
    </div>
  );
}

function WhereAndWho({ label: { certificate, base, works, seller } }: LabelProps) {
  const { w } = useWords('batches');
  return (
    <>
      <div>
        {w.labels.origin} {certificate?.origin ?? base?.zh ?? works}
      </div>
      <div>
        {w.labels.subject} {certificate?.subject ?? seller?.zh}
      </div>
    </>
  );
}
