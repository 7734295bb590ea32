/** Of the whole report; it carries everything with it and prints on A4. */
export const STYLE = `
:root { --ink: #14202b; --soft: #5b6b79; --line: #dde4ea; --paper: #ffffff; --ground: #f3f6f8; --ours: #0b7285; --base: #b4c0ca; --good: #1f7a3d; --bad: #b3261e; --good-ground: #e6f4ea; --bad-ground: #fbeae9; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.6 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { font-size: 28px; line-height: 1.3; margin: 0; }
h1 small, h2 small { display: block; color: var(--soft); font-size: 14px; font-weight: 400; }
h2 { font-size: 19px; line-height: 1.35; margin: 0; }
header p { color: var(--soft); margin: 8px 0 0; max-width: 90ch; }
header p.failure { color: var(--bad); font-weight: 600; }
.verdicts { display: flex; flex-wrap: wrap; gap: 12px; margin: 20px 0; }
.verdict { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 10px 18px; min-width: 150px; }
.verdict b { display: block; font-size: 30px; line-height: 1.2; }
.verdict.good b { color: var(--good); } .verdict.bad b { color: var(--bad); }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 20px 24px; margin: 16px 0; break-inside: avoid; }
section p { margin: 6px 0; color: var(--soft); font-size: 13.5px; }
section p.bends { color: var(--ink); font-size: 15px; }
table { width: 100%; border-collapse: collapse; margin-top: 12px; }
th { text-align: right; font-weight: 500; color: var(--soft); font-size: 12.5px; padding: 4px 8px; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
td { text-align: right; padding: 8px; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
td small { display: block; color: var(--soft); font-size: 12px; white-space: nowrap; }
td:first-child small { white-space: normal; }
td b { font-size: 17px; white-space: nowrap; }
.bar { width: 150px; }
.chip { display: inline-block; border-radius: 999px; padding: 1px 10px; font-size: 13px; font-weight: 600; white-space: nowrap; }
.chip.good { color: var(--good); background: var(--good-ground); } .chip.bad { color: var(--bad); background: var(--bad-ground); }
.failure { color: var(--bad); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 10px 24px; margin: 12px 0 0; }
dt { color: var(--soft); font-size: 12.5px; } dd { margin: 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 16px; margin-top: 12px; }
figure { margin: 0; } figcaption { font-size: 13px; } figcaption small { color: var(--soft); }
svg { display: block; width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--soft); }
@media print { body { background: #fff; font-size: 12px; } main { padding: 0; max-width: none; } section { margin: 10px 0; padding: 12px 14px; } @page { margin: 14mm; } }
`;
