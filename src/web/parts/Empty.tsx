import type { ComponentChildren } from 'preact';
import { BlossomShape } from './Blossom.tsx';

/** Nothing here yet: a blossoming twig, what that means, and a way on. Inside `List` or a card. */
export function Empty({ text, children }: { text: string; children?: ComponentChildren }) {
  return (
    <>
      <svg viewBox="0 0 160 80" aria-hidden="true">
        <path
          d="M4 66c40-4 70-22 146-28M64 50c8-12 18-20 30-24"
          fill="none"
          stroke="#6b5233"
          stroke-width="4"
          stroke-linecap="round"
        />
        <path d="M108 42c10 10 22 10 32 4-8-10-22-12-32-4z" fill="#5f9a6d" />
        <BlossomShape x={42} y={54} r={13} />
        <BlossomShape x={94} y={24} r={16} />
        <BlossomShape x={124} y={32} r={11} />
      </svg>
      <p>{text}</p>
      {children}
    </>
  );
}
