import { BlossomShape } from './Blossom.tsx';
import { PearShape, PearSkin } from './Pear.tsx';

const BLOSSOMS = [
  [24, 88, 13],
  [64, 80, 11],
  [158, 42, 16],
  [188, 30, 12],
  [250, 28, 14],
  [272, 34, 9],
  [106, 66, 11],
] as const;
const PETALS = [
  [300, 90, 5],
  [338, 140, 4],
  [262, 150, 5],
  [410, 100, 4],
  [60, 120, 5],
] as const;

/** A pear branch over the hills of West Lake: for trace pages without a photo. Decoration unless labelled. */
export function Hero({ label }: { label?: string }) {
  return (
    <svg
      class="hero"
      viewBox="0 0 480 236"
      preserveAspectRatio="xMidYMid slice"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
    >
      <defs>
        <linearGradient id="hero-sky" x2="0" y2="1">
          <stop stop-color="#dcebe8" />
          <stop offset=".62" stop-color="#f7f3e6" />
          <stop offset="1" stop-color="#fbeee6" />
        </linearGradient>
        <linearGradient id="hero-lake" x2="0" y2="1">
          <stop stop-color="#c7ddd6" />
          <stop offset="1" stop-color="#eef4ef" />
        </linearGradient>
        <PearSkin id="hero-pear" />
      </defs>
      <rect width="480" height="236" fill="url(#hero-sky)" />
      <circle cx="352" cy="66" r="26" fill="#fff6da" />
      <Hills />
      <path
        d="M-6 92c60 2 110-34 168-46 44-4 66-20 98-18M104 68c10 6 17 14 18 26M200 38c10 14 14 26 12 44"
        fill="none"
        stroke="#6b5233"
        stroke-width="5"
        stroke-linecap="round"
      />
      <path
        d="M136 48c12 12 28 14 40 6-10-12-28-14-40-6zM40 86c6 12 20 16 32 10-6-12-18-16-32-10z"
        fill="#5f9a6d"
      />
      <PearShape x={124} y={140} size={0.78} fill="url(#hero-pear)" />
      <PearShape x={212} y={112} size={0.6} fill="url(#hero-pear)" />
      {BLOSSOMS.map(([x, y, r]) => (
        <BlossomShape key={x} x={x} y={y} r={r} />
      ))}
      {PETALS.map(([x, y, r]) => (
        <ellipse
          key={x}
          cx={x}
          cy={y}
          rx={r}
          ry={r * 0.6}
          transform={`rotate(${x} ${x} ${y})`}
          fill="#fff"
        />
      ))}
    </svg>
  );
}

function Hills() {
  return (
    <>
      <path
        d="M0 132c50-34 92-30 132-8 34-36 84-44 132-6 44-30 88-22 126 4 34-18 62-14 90 2v112H0z"
        fill="#b9d3cb"
      />
      <path
        d="M0 156c60-26 112-18 160 0 52-24 120-22 170 2 56-16 108-12 150 4v74H0z"
        fill="#93bbae"
      />
      <path
        d="M386 150v-26m-7 26v-14h14v14m-18-14 11-7 11 7m-18-7 7-6 7 6m-7-6v-6"
        fill="none"
        stroke="#4f7f73"
        stroke-width="2"
      />
      <rect y="170" width="480" height="66" fill="url(#hero-lake)" />
      <path
        d="M40 182h90m60 0h60M100 192h80m80 0h60M160 204h70m100 0h60M220 216h60m120 0h60"
        stroke="#fff"
        stroke-width="2"
        opacity=".8"
      />
    </>
  );
}
