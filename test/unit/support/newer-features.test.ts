import { describe, expect, it } from 'vitest';
import { newerInScript, newerInStyles } from '../../support/newer-features.ts';

const names = (found: readonly { readonly feature: string }[]) => found.map(({ feature }) => feature);

describe('a style sheet', () => {
  it.each([
    ['.a:has(.b){top:0}', ':has()'],
    ['@layer base{a{top:0}}', '@layer'],
    ['@container (min-width:1px){a{top:0}}', 'container queries'],
    ['.a{container-type:size}', 'container queries'],
    ['.a{width:10cqw}', 'container units'],
    ['.a{height:100dvh}', 'viewport units'],
    ['.a{color:color-mix(in srgb,red,blue)}', 'color-mix()'],
    ['.a{color:oklch(1 0 0)}', 'colour spaces'],
    ['.a{grid-template-rows:subgrid}', 'subgrid'],
    ['.a{top:0;&:hover{top:1px}}', 'nesting'],
    ['.a{top:0;rotate:1deg}', 'single transforms'],
    ['@media (width >= 40rem){a{top:0}}', 'media ranges'],
    ['.a{top:0;text-wrap:balance}', 'text-wrap'],
    ['.a{width:round(10px,3px)}', 'rounding'],
  ])('that says %s is found out', (text, feature) => {
    expect(names(newerInStyles(text))).toEqual([feature]);
  });

  it.each([
    '.a{inset:0;aspect-ratio:16/9;gap:1px}',
    '.a:is(.b):where(.c):not(.d,.e):focus-visible{top:0}',
    '.a{background:linear-gradient(red,blue);transform:rotate(1deg) scale(2)}',
    '.a{font-size:1.5rem;height:100vh;color:rgb(0 0 0/50%);content-visibility:auto}',
    '@media (min-width:40rem) and (prefers-reduced-motion:reduce){a{top:0}}',
    '.a{grid-template-columns:minmax(0,1fr) min(1rem,2px) clamp(1px,2px,3px)}',
    '.shell{--line-scale:2;color:var(--color)}',
  ])('that says %s is not', (text) => {
    expect(newerInStyles(text)).toEqual([]);
  });
});

describe('a script', () => {
  it.each([
    ['pen.roundRect(0,0,1,1)', 'roundRect and conic gradients'],
    ['const id=crypto.randomUUID()', 'crypto.randomUUID'],
    ['fetch(u,{signal:AbortSignal.timeout(9)})', 'AbortSignal.timeout'],
    ['class A{static{A.x=1}}', 'static blocks'],
    ['class A{#x;is(o){return #x in o}}', 'private names with in'],
    ['a.symmetricDifference(b)', 'sets'],
    ['catch(e){reportError(e)}', 'reportError'],
    ['await Array.fromAsync(all)', 'Array.fromAsync'],
    ['/[a--b]/v.test(x)', 'the v flag'],
    ['host.showPopover()', 'popovers'],
  ])('that says %s is found out', (text, feature) => {
    expect(names(newerInScript(text))).toEqual([feature]);
  });

  it.each([
    'all.at(-1);Object.hasOwn(a,b);structuredClone(a);all.findLast(f)',
    'a?.b??=c;a||=b;1_000;x.replaceAll(a,b);Promise.any(all);new WeakRef(a)',
    'class A{#x=1;static y=2;static of(){return new A}}',
    'this.reportError(e);log.reportError(e)',
    '/[a-b]/gu.test(x)',
  ])('that says %s is not: Chromium 90 has it, or the page brings it', (text) => {
    expect(newerInScript(text)).toEqual([]);
  });
});
