import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { BlossomShape } from './parts/Blossom.tsx';

/** What can be drawn where a photo is missing: the shelves of the shop, and the steps of a batch. */
type Motif = keyof typeof DRAWN;

const STROKE = { fill: 'none', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;

const pear = (x: number) => (
  <g transform={`translate(${x} 40)`}>
    <path
      d="M0-17c5 0 7 4 9 9 2 5 6 8 6 15 0 8-7 13-15 13S-15 15-15 7c0-7 4-10 6-15 2-5 4-9 9-9z"
      fill="#eccb62"
      stroke="#b98f2d"
    />
    <path d="M0-17c1-4 2-5 4-8" stroke="#6b5233" stroke-width="2" {...STROKE} />
  </g>
);
const leaf = (x: number, turn: number) => (
  <g transform={`translate(${x} 58) rotate(${turn})`}>
    <path d="M0 0C-14-8-13-30 0-44 13-30 14-8 0 0z" fill="#7fb27f" />
    <path d="M0 2v-38M0-12l-6-5M0-12l6-5M0-22l-5-5M0-22l5-5" stroke="#3f7a57" {...STROKE} />
  </g>
);
const egg = (x: number, y: number) => (
  <ellipse cx={x} cy={y} rx="11" ry="14" fill="#f6e7d4" stroke="#cfae8a" />
);
const ear = (x: number, turn: number) => (
  <g transform={`translate(${x} 64) rotate(${turn})`}>
    <path d="M0 0v-28" stroke="#b9861a" stroke-width="2" {...STROKE} />
    {[-18, -26, -34, -42].map((y) => (
      <path key={y} d={`M0 ${y}q-9-3-8-11 8 2 8 11zq9-3 8-11-8 2-8 11z`} fill="#e0b64c" />
    ))}
  </g>
);
const bowl = (
  <>
    <path d="M22 36h52c0 14-10 24-26 24S22 50 22 36z" fill="#4f8fb5" />
    <path d="M26 36c4-10 40-10 44 0z" fill="#f2d679" />
    <path
      d="M38 22c-4-5 4-7 0-12M50 22c-4-5 4-7 0-12"
      stroke="#7b918a"
      stroke-width="2"
      {...STROKE}
    />
  </>
);

const DRAWN = {
  fruit: [pear(34), pear(62)],
  vegetable: [leaf(36, -24), leaf(60, 24), leaf(48, 0)],
  mushroom: (
    <>
      <path d="M42 62c3-10 3-18 1-26h12c-2 8-2 16 1 26z" fill="#f3ebdc" stroke="#cdbd9f" />
      <path d="M24 38c0-14 10-24 25-24s25 10 25 24c-12 5-38 5-50 0z" fill="#a9744f" />
    </>
  ),
  tuber: (
    <>
      <path
        d="M16 50c4-16 24-26 42-22 8 2 16 6 22 2-4 18-22 30-42 28-8-1-16-2-22-8z"
        fill="#b5654a"
      />
      <path d="M30 44l8-2M48 50l8-4M52 36l7-1" stroke="#8a4632" stroke-width="1.5" {...STROKE} />
    </>
  ),
  meat: (
    <>
      <path
        d="M20 42c0-14 16-24 32-22 14 2 26 10 24 22-2 14-20 20-32 16-12-4-24-4-24-16z"
        fill="#d98880"
      />
      <path
        d="M28 42c2-8 12-14 22-13 10 1 18 6 18 13"
        stroke="#f6e3df"
        stroke-width="4"
        {...STROKE}
      />
    </>
  ),
  poultry: (
    <path
      d="M20 34c6 0 8-4 12-8 8-8 22-6 28 4 3 6 10 6 18 4-2 14-14 24-28 24-16 0-26-8-30-24zM40 58v8M54 58v8M24 30l-8 2 6 4z"
      fill="#e6b98a"
      stroke="#8a5a2b"
    />
  ),
  egg: [egg(32, 46), egg(64, 46), egg(48, 42)],
  grain: [ear(34, -14), ear(62, 14), ear(48, 0)],
  processed: (
    <>
      <rect x="28" y="16" width="40" height="46" rx="4" fill="#fbf3d6" stroke="#b9861a" />
      <path d="M28 28h40M36 40h24M36 48h16" stroke="#b9861a" stroke-width="2" {...STROKE} />
    </>
  ),
  cooked: bowl,
  prepared: bowl,
  wine: (
    <>
      <path
        d="M42 10h12v14c0 5 6 7 6 14v22c0 2-1 4-4 4H40c-3 0-4-2-4-4V38c0-7 6-9 6-14z"
        fill="#5b2f3f"
      />
      <rect x="37" y="42" width="22" height="12" fill="#fbf3d6" />
    </>
  ),
  livestock: (
    <>
      <ellipse cx="50" cy="40" rx="24" ry="16" fill="#fff" stroke="#7b918a" />
      <path
        d="M22 34c-6-2-10 2-10 8 4 4 10 4 14 0zM36 54v10M62 54v10"
        fill="#52625d"
        stroke="#52625d"
        stroke-width="3"
      />
    </>
  ),
  nonfood: (
    <>
      <path d="M22 34h52l-6 28H28z" fill="#d8b98a" stroke="#8a5a2b" />
      <path d="M32 34c2-22 30-22 32 0" stroke="#8a5a2b" stroke-width="3" {...STROKE} />
    </>
  ),
  blossom: (
    <>
      <BlossomShape x={32} y={36} r={14} />
      <BlossomShape x={62} y={42} r={16} />
    </>
  ),
  truck: (
    <g fill="#1c6a5c">
      <rect x="20" y="26" width="36" height="24" rx="3" />
      <path d="M58 33h12l8 9v8H58z" />
      <circle cx="32" cy="53" r="5" fill="#1d2a27" />
      <circle cx="66" cy="53" r="5" fill="#1d2a27" />
    </g>
  ),
} satisfies Record<string, ComponentChildren>;

/** The drawing as a picture of its own. The hills behind are those of Suzhou. Unknown: a blossom. */
export function drawingOf(motif: string): string {
  return render(
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72" width="480" height="360">
      <path d="M0 0h96v72H0z" fill="#e8f1ee" />
      <path d="M0 56c20-9 34-7 48 0 16-7 32-7 48 0v16H0z" fill="#b9d3cb" />
      {isMotif(motif) ? DRAWN[motif] : DRAWN.blossom}
    </svg>,
  );
}

function isMotif(text: string): text is Motif {
  return text in DRAWN;
}
