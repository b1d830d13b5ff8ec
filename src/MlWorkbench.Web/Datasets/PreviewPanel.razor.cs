using System.Globalization;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Datasets;

/// <summary>A page of rows, with a small histogram above each column.</summary>
public sealed partial class PreviewPanel
{
    /// <summary>Rows from <see cref="Offset"/> on, with columns from <see cref="ColumnOffset"/> on. Null while loading.</summary>
    [Parameter, EditorRequired]
    public Table? Rows { get; set; }

    /// <summary>The position of each row in the table, counted from 0. Null if the rows are consecutive.</summary>
    [Parameter]
    public IReadOnlyList<int>? Numbers { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ColumnSchema> Schema { get; set; }

    [Parameter, EditorRequired]
    public required DatasetProfile Profile { get; set; }

    /// <summary>Number of rows to page through.</summary>
    [Parameter, EditorRequired]
    public long Total { get; set; }

    [Parameter, EditorRequired]
    public int Offset { get; set; }

    [Parameter, EditorRequired]
    public int PageSize { get; set; }

    [Parameter, EditorRequired]
    public int ColumnOffset { get; set; }

    [Parameter, EditorRequired]
    public int ColumnCount { get; set; }

    /// <summary>Called with the first row to show, counted from 1.</summary>
    [Parameter]
    public EventCallback<int> OnPage { get; set; }

    /// <summary>Called with the first column to show, counted from 1.</summary>
    [Parameter]
    public EventCallback<int> OnColumnPage { get; set; }

    private int LastPage => (int)((Total - 1) / PageSize * PageSize);

    private int NumberOf(int row) => 1 + (Numbers is null ? Offset + row : Numbers[row]);

    private async Task GoTo(ChangeEventArgs change)
    {
        if (int.TryParse((string?)change.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var row))
        {
            await OnPage.InvokeAsync((int)Math.Clamp(row, 1, Total));
        }
    }

    private string MissingText(ColumnProfile profile) =>
        profile.Missing == 0 ? "complete" : $"{NumberText.Percent((double)profile.Missing / Profile.Rows)} missing";

    private static string Shorten(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "…");
}
