using System.Globalization;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Datasets.Columns;

/// <summary>A small histogram of a column: bins of numbers and dates, the most frequent values of other types.</summary>
public sealed partial class MiniHistogram
{
    private const double Width = 120;
    private const double Height = 32;
    private const int MaxLevels = 12;

    [Parameter, EditorRequired]
    public required ColumnProfile Profile { get; set; }

    private IReadOnlyList<(string X, string Y, string Width, string Height, string Title)> Bars { get; set; } = [];

    private string Summary => $"Distribution of {Profile.Name}";

    protected override void OnParametersSet()
    {
        var bins = Profile.Numbers is { } numbers ? OfBins(numbers.Histogram) : OfLevels(Profile.TopValues ?? []);
        Bars = Place(bins);
    }

    private List<(long Count, string Title)> OfBins(Histogram histogram) =>
        [.. histogram.Counts.Select((count, bin) => (count, $"{ValueText.Of(histogram.Edges[bin], Profile.Type)} to {ValueText.Of(histogram.Edges[bin + 1], Profile.Type)}: {NumberText.Count(count)} rows"))];

    private static List<(long Count, string Title)> OfLevels(IReadOnlyList<ValueCount> values) =>
        [.. values.Take(MaxLevels).Select(value => (value.Count, $"{value.Value}: {NumberText.Count(value.Count)} rows"))];

    private static List<(string, string, string, string, string)> Place(List<(long Count, string Title)> bins)
    {
        if (bins.Count == 0)
        {
            return [];
        }

        var most = Math.Max(1, bins.Max(bin => bin.Count));
        var step = Width / bins.Count;
        // A bar with any rows is visible.
        return [.. bins.Select((bin, index) =>
        {
            var height = bin.Count == 0 ? 0 : Math.Max(1.5, Height * bin.Count / most);
            return (Text(index * step), Text(Height - height), Text(Math.Max(1, step - 1)), Text(height), bin.Title);
        })];
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
