namespace MlWorkbench.Application.Reports.Html;

/// <summary>The style of a report, inline so that the file is self-contained. It prints on A4 and Letter.</summary>
internal static class ReportStyle
{
    // A literal without values: nothing in it is encoded.
    public static Markup Css { get; } = Markup.Of($$"""
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 960px; padding: 32px 24px 48px; color: #18202a; background: #fff; font: 14px/1.5 Inter, system-ui, -apple-system, "Segoe UI", sans-serif; }
        header { border-bottom: 1px solid #e1e5ea; padding-bottom: 12px; margin-bottom: 16px; }
        h1 { font-size: 22px; line-height: 1.3; margin: 0; overflow-wrap: anywhere; }
        h2 { font-size: 16px; margin: 28px 0 8px; }
        p { margin: 0 0 8px; }
        .muted { color: #5a6675; }
        .verdict { border: 1px solid #e1e5ea; border-left: 3px solid #0f766e; border-radius: 8px; padding: 10px 14px; font-size: 15px; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th { text-align: left; font-weight: 550; font-size: 12.5px; color: #5a6675; }
        th, td { padding: 5px 10px; border-bottom: 1px solid #e1e5ea; vertical-align: top; overflow-wrap: anywhere; }
        .num { text-align: right; white-space: nowrap; }
        .facts th { width: 180px; }
        .digest { font: 12px ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(380px, 1fr)); gap: 12px; align-items: start; }
        figure { margin: 0; border: 1px solid #e1e5ea; border-radius: 8px; padding: 10px 12px; break-inside: avoid; }
        figcaption { font-weight: 550; margin-bottom: 6px; }
        svg { display: block; width: 100%; height: auto; }
        .grid { stroke: #e1e5ea; }
        .tick { font-size: 10.5px; fill: #5a6675; }
        .axis { font-size: 11.5px; fill: #5a6675; }
        .curve { fill: none; stroke: #0f766e; stroke-width: 2; }
        .reference { fill: none; stroke: #8a94a3; stroke-dasharray: 4 4; }
        .dot { fill: #0f766e; fill-opacity: 0.55; }
        .fill { fill: #0f766e; }
        .bar { width: 45%; }
        .bar svg { height: 12px; margin-top: 4px; }
        .worse-1 { background: #fdf3e7; } .worse-2 { background: #fbe3c8; } .worse-3 { background: #f6c795; } .worse-4 { background: #efa65e; }
        .better-1 { background: #eef7f6; } .better-2 { background: #d9eeeb; } .better-3 { background: #b9dfda; } .better-4 { background: #93ccc5; }
        .right-1 { background: #eef7f6; } .right-2 { background: #d9eeeb; } .right-3 { background: #b9dfda; } .right-4 { background: #93ccc5; }
        .wrong-1 { background: #fdf3e7; } .wrong-2 { background: #fbe3c8; } .wrong-3 { background: #f6c795; } .wrong-4 { background: #efa65e; }
        td .muted { color: inherit; }
        .few { background: repeating-linear-gradient(45deg, #fff 0 6px, #f1f3f5 6px 8px); color: #5a6675; }
        footer { margin-top: 32px; border-top: 1px solid #e1e5ea; padding-top: 8px; color: #5a6675; font-size: 12.5px; }
        @page { margin: 16mm; }
        @media print { body { padding: 0; max-width: none; font-size: 11pt; } h2 { break-after: avoid; } tr { break-inside: avoid; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        @media (max-width: 480px) { .charts { grid-template-columns: 1fr; } body { padding: 16px; } }
        """);
}
