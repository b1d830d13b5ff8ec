using Microsoft.AspNetCore.Components;
using MlWorkbench.Engine.Datasets.Comparison;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Datasets.Compare;

/// <summary>The first changed, added or removed rows.</summary>
public sealed partial class RowChangesPanel
{
    private const string ChangedTab = "changed";
    private const string AddedTab = "added";
    private const string RemovedTab = "removed";
    private const int PageRows = 10;
    private const int MostColumns = 20;

    [Parameter, EditorRequired]
    public required RowChanges Changes { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Key { get; set; }

    /// <summary>The kind of rows to show. If null, the first kind that has rows.</summary>
    [Parameter]
    public string? Kind { get; set; }

    [Parameter]
    public int Offset { get; set; }

    /// <summary>Returns the address of a kind of rows.</summary>
    [Parameter, EditorRequired]
    public required Func<string, string> UrlOf { get; set; }

    [Parameter]
    public EventCallback<int> OnPage { get; set; }

    private IReadOnlyList<(string Key, string Title)> Tabs =>
    [
        .. Changes.Changed is { } changed ? [(ChangedTab, $"Changed ({NumberText.Count(changed)})")] : Array.Empty<(string, string)>(),
        (AddedTab, $"Added ({NumberText.Count(Changes.Added)})"),
        (RemovedTab, $"Removed ({NumberText.Count(Changes.Removed)})"),
    ];

    private string Active => Tabs.Any(tab => tab.Key == Kind) ? Kind! : First;

    private string First => Changes switch
    {
        { Changed: > 0 } => ChangedTab,
        { Added: 0, Removed: > 0 } => RemovedTab,
        _ => AddedTab,
    };

    private (int Shown, int Total) Counts => Active switch
    {
        ChangedTab => (Changes.ChangedRows.Count, Changes.Changed ?? 0),
        AddedTab => (Changes.AddedRows.Rows.Count, Changes.Added),
        _ => (Changes.RemovedRows.Rows.Count, Changes.Removed),
    };

    private int Shown => Counts.Shown;

    private int Total => Counts.Total;
}
