extension ReportPage {
  static let style = """
    :root { color-scheme: light dark; --paper: #fff; --ink: #16191d; --line: #d5d9e0; --soft: #f3f5f8; --first: #1f5fa8; --second: #c2620a; --good: 31, 95, 168; --bad: 179, 38, 30; }
    @media (prefers-color-scheme: dark) {
      :root { --paper: #14171c; --ink: #e6e9ed; --line: #3a404a; --soft: #20242b; --first: #7fb2ec; --second: #f0a45c; --good: 127, 178, 236; --bad: 255, 138, 128; }
    }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 1.2rem 1rem 4rem; }
    h1 { margin: 0; overflow-wrap: anywhere; } h1, h2, h3 { line-height: 1.25; }
    h2 { margin-top: 2.2rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
    .lead { margin-top: .2rem; } .note { opacity: .8; font-size: .9em; margin: .3rem 0 .7rem; }
    pre { background: var(--soft); padding: .7rem .9rem; overflow-x: auto; font: .85em/1.5 ui-monospace, Menlo, Consolas, monospace; }
    .wide, .display { overflow-x: auto; overflow-y: hidden; } .display { padding: .4rem 0; }
    table { border-collapse: collapse; font-size: .92em; } th, td { border-bottom: 1px solid var(--line); padding: .22rem .7rem; text-align: left; }
    .numbers td:not(:first-child), .numbers th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums; }
    mtable td, mtd { border: 0; }
    .confusion td { text-align: right; min-width: 2.4em; padding: .2rem .4rem; font-variant-numeric: tabular-nums; border: 1px solid var(--paper); }
    .confusion th { font-weight: normal; border: 0; white-space: nowrap; } .confusion tr:first-child th { vertical-align: bottom; }
    .confusion tr:first-child span { writing-mode: vertical-rl; transform: rotate(180deg); }
    .confusion .right { background: rgba(var(--good), calc(var(--s) * .55)); } .confusion .wrong { background: rgba(var(--bad), calc(var(--s) * .8)); }
    .charts { display: flex; flex-wrap: wrap; gap: 1rem; } .charts svg { flex: 1 1 18rem; }
    .chart { max-width: 30rem; width: 100%; height: auto; font-size: 12px; fill: var(--ink); }
    .square { max-width: 22rem; display: block; } .chart .grid { stroke: var(--line); fill: none; } .chart polyline { fill: none; stroke-width: 2.2; stroke-linejoin: round; }
    .title { font-weight: bold; font-size: 13px; } .line0 { stroke: var(--first); } .line1 { stroke: var(--second); } .dot, .name0 { fill: var(--first); } .name1 { fill: var(--second); }
    .bar { display: grid; grid-template-columns: minmax(6rem, 12rem) 1fr 5rem; gap: .6rem; align-items: center; font-size: .92em; }
    .bar span { overflow: hidden; text-overflow: ellipsis; } .bar span:last-child { text-align: right; font-variant-numeric: tabular-nums; }
    .bar i { background: var(--soft); height: .8em; display: block; } .bar b { background: var(--first); height: 100%; display: block; }
    .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: .9rem; } .small { grid-template-columns: repeat(auto-fill, minmax(4.2rem, 1fr)); gap: .4rem; }
    figure { margin: 0; } img { width: 100%; image-rendering: pixelated; border: 1px solid var(--line); } figcaption { font-size: .82em; line-height: 1.3; } .bad { color: rgb(var(--bad)); }
    @media (max-width: 30rem) { body { font-size: 15px; } .bar { grid-template-columns: 6rem 1fr 4rem; } }
    @media print { main { max-width: none; padding: 0; } body { font-size: 10pt; } figure, tr, .bar, .chart { break-inside: avoid; } h2, h3 { break-after: avoid; } .wide, .display { overflow: visible; } i, b, .confusion td { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    """
}
