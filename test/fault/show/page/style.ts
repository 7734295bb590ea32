/** The page's own look: prints on white paper, needs no other file. */
export const STYLE = `
:root { --ink:#13233a; --soft:#5b6b80; --line:#d8e0ea; --paper:#fff; --ground:#f3f6fa; --good:#0b7a4b; --bad:#b3202a;
  --posted:#9db4cd; --acked:#1f6fc4; --wall:#0b9a63; --act:#f0a020; }
* { box-sizing:border-box; }
body { margin:0; background:var(--ground); color:var(--ink); line-height:1.6; font-variant-numeric:tabular-nums;
  font-family:"Noto Sans SC","Source Han Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif; }
main { max-width:1080px; margin:0 auto; padding:32px 28px 56px; }
header { display:flex; justify-content:space-between; align-items:baseline; gap:24px; flex-wrap:wrap; }
h1 { margin:0; font-size:28px; letter-spacing:.02em; }
h2 { margin:36px 0 10px; font-size:18px; }
p { margin:6px 0; }
.soft { color:var(--soft); font-size:14px; }
.verdict { margin:20px 0 0; padding:18px 24px; border-radius:10px; color:#fff; background:var(--good); }
.verdict.bad { background:var(--bad); }
.verdict b { font-size:26px; }
.verdict p { margin:2px 0 0; font-size:15px; opacity:.95; }
.counts { display:grid; grid-template-columns:repeat(5,1fr); gap:12px; margin:14px 0 0; }
.count { padding:12px 16px; background:var(--paper); border:1px solid var(--line); border-radius:10px; }
.count span { display:block; color:var(--soft); font-size:14px; }
.count strong { font-size:30px; line-height:1.25; }
.count.zero strong { color:var(--good); }
.count.bad strong { color:var(--bad); }
figure { margin:0; padding:16px 18px 12px; background:var(--paper); border:1px solid var(--line); border-radius:10px; }
figure + figure { margin-top:12px; }
figcaption { display:flex; flex-wrap:wrap; gap:4px 20px; margin-bottom:6px; font-size:14px; }
figcaption b { margin-right:auto; }
.key::before { content:""; display:inline-block; width:18px; height:4px; margin-right:6px; vertical-align:middle; border-radius:2px; background:var(--c); }
svg { display:block; width:100%; height:auto; }
svg text { font-size:12px; fill:var(--soft); font-family:inherit; }
svg .act-name { fill:#8a5a00; font-weight:600; }
.acts { display:grid; grid-template-columns:1fr 1fr; gap:12px; }
.act { padding:16px 20px; background:var(--paper); border:1px solid var(--line); border-radius:10px; break-inside:avoid; }
.act h3 { display:flex; justify-content:space-between; gap:12px; margin:0 0 4px; font-size:17px; }
.act h3 em { font-style:normal; color:var(--good); white-space:nowrap; }
.act h3 em.bad { color:var(--bad); }
.act ul { margin:8px 0 0; padding-left:20px; }
.act li { margin:2px 0; }
.bar { height:6px; margin:6px 0 8px; background:var(--ground); border-radius:3px; overflow:hidden; }
.bar i { display:block; height:100%; background:var(--good); border-radius:3px; }
table { width:100%; border-collapse:collapse; background:var(--paper); border:1px solid var(--line); font-size:14px; }
th, td { padding:6px 14px; text-align:left; border-bottom:1px solid var(--line); vertical-align:top; }
th { width:11em; color:var(--soft); font-weight:400; }
.reasons { margin:10px 0 0; padding-left:22px; color:var(--bad); }
footer { margin-top:28px; }
@media (max-width:760px) { .acts { grid-template-columns:1fr; } .counts { grid-template-columns:repeat(2,1fr); } }
@media print { body { background:#fff; } main { padding:0; } .verdict, .bar i { print-color-adjust:exact; -webkit-print-color-adjust:exact; } }
`;
