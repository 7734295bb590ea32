/** The page's whole style: readable on a screen, on paper and offline. */
export const STYLE = `
:root { --ink: #1d2733; --soft: #5a6775; --line: #d5dce4; --ground: #fff; --code: #f3f6f9; --mark: #0b5cad; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.5rem 5rem; color: var(--ink); background: var(--ground);
  font: 16px/1.7 "Noto Sans SC", "Source Han Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.9rem; margin: 0 0 .3rem; }
h2 { font-size: 1.4rem; margin: 3rem 0 .8rem; padding-top: .6rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.08rem; margin: 2rem 0 .4rem; }
h4 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
p { margin: .4rem 0; }
a { color: var(--mark); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre, kbd { font-family: "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: .86rem; }
code { background: var(--code); padding: .06rem .3rem; border-radius: 3px; overflow-wrap: anywhere; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: 5px; padding: .7rem .9rem; margin: .5rem 0;
  white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; }
pre code { background: none; padding: 0; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .92rem; }
th, td { border: 1px solid var(--line); padding: .3rem .55rem; text-align: left; vertical-align: top; }
th { background: var(--code); font-weight: 600; white-space: nowrap; }
nav ol { columns: 2; padding-left: 1.4rem; }
.lead { color: var(--soft); }
.call { font-weight: 700; }
.need { color: var(--soft); font-size: .92rem; }
.must { font-weight: 700; }
.step { border-left: 4px solid var(--mark); padding-left: .9rem; margin: 1rem 0; }
details { margin: .4rem 0; }
summary { cursor: pointer; color: var(--mark); }
@media (max-width: 44rem) { table { display: block; overflow-x: auto; } nav ol { columns: 1; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2 { break-before: page; }
  h2.kept { break-before: auto; }
  h3, h4, tr, pre { break-inside: avoid; }
  h3, h4 { break-after: avoid; }
  a { color: inherit; }
}
`;
