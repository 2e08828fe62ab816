import type { PublicTraceView } from '../../../features/trace/index.ts';
import { day } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Picture } from '../../parts/Picture.tsx';
import { RouteStrip } from '../../parts/RouteStrip.tsx';
import { Tag } from '../../parts/Tag.tsx';

type Lot = NonNullable<PublicTraceView['lot']>;

/** How it came here: a strip of stops, and each step with the day and who said so. */
export function Steps({ lot }: { lot: Lot }) {
  const { w, lang } = useWords('trace');
  const shipped = lot.steps.find(({ kind }) => kind === 'shipped');
  const came = lot.steps.find(({ kind }) => kind === 'accepted');
  const from = lot.county?.[lang] ?? lot.base?.[lang];
  return (
    <>
      {shipped && from !== undefined && (
        <section>
          <h2>{w.route}</h2>
          <RouteStrip
            label={w.routeLabel(from)}
            note={w.routeNote}
            stops={[
              { place: from, at: shipped.on.slice(5) },
              { place: w.routeEnd, at: came?.on.slice(5) },
            ]}
          />
        </section>
      )}
      <section>
        <h2>{w.story}</h2>
        <ol class="steps">
          {lot.steps.map((step) => (
            <li key={`${step.kind}${step.on}${step.said}`}>
              <div>
                <h3>
                  {w.steps[step.kind]} <span class="sm">{day(step.on, lang)}</span>
                </h3>
                <p class="sm">
                  {w.said[step.said]}
                  {step.times > 1 && ` · ${w.times(step.times)}`}
                </p>
                {step.lateDays > 3 && <Tag tone="quiet">{w.late(step.lateDays)}</Tag>}
              </div>
              <StepPicture lot={lot} kind={step.kind} />
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function StepPicture({ lot, kind }: { lot: Lot; kind: Lot['steps'][number]['kind'] }) {
  const { w } = useWords('trace');
  const [photo] = lot.photos;
  if ((kind === 'harvested' || kind === 'made') && photo !== undefined) {
    const src = `/files/${photo}/w96`;
    return <img class="thumb" src={src} alt={w.photo(1)} width="96" height="72" loading="lazy" />;
  }
  const motif = kind === 'shipped' ? 'truck' : lot.category;
  return (
    <span class="thumb">
      <Picture motif={motif} />
    </span>
  );
}
