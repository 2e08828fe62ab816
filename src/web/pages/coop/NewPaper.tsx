import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import type { NewPaperProps } from '../../routes/bases.schema.ts';
import { IssueCertificate } from './IssueCertificate.tsx';
import { RegisterPaper } from './RegisterPaper.tsx';

/** The certificate that every batch of fruit or vegetables needs, and below it all other papers. */
export default function NewPaper({ products, kinds, today, subject }: NewPaperProps) {
  const { w } = useWords('bases');
  return (
    <Main title={w.paperForm.title} sub={w.paperForm.sub}>
      <section class="card stack">
        <h2>{w.paperForm.certificate}</h2>
        <IssueCertificate products={products} subject={subject} />
      </section>
      <section class="card stack">
        <h2>{w.paperForm.other}</h2>
        <RegisterPaper kinds={kinds} today={today} />
      </section>
    </Main>
  );
}
