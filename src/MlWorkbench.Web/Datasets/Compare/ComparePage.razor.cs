using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Comparison;
using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Web.Datasets.Compare;

/// <summary>Changes between two versions of a dataset: columns, rows, distributions and segments.</summary>
public sealed partial class ComparePage
{
    private const int MostSkipped = 50;

    private DatasetDetails? _dataset;
    private (int From, int To)? _pair;
    private (string Name, int? From, int? To) _loaded;
    private IReadOnlyList<(string Name, bool IsUnique)> _keyColumns = [];
    private FeatureDrift? _feature;

    [Inject]
    public required DatasetCatalog Catalog { get; init; }

    [Inject]
    public required DatasetAnalyses Analyses { get; init; }

    [Parameter]
    public required string Name { get; set; }

    /// <summary>The older version. If omitted, the version before <see cref="To"/>.</summary>
    [SupplyParameterFromQuery]
    public int? From { get; set; }

    /// <summary>The newer version. If omitted, the newest.</summary>
    [SupplyParameterFromQuery]
    public int? To { get; set; }

    [SupplyParameterFromQuery]
    public string[]? Key { get; set; }

    /// <summary>The kind of rows to list.</summary>
    [SupplyParameterFromQuery]
    public string? Rows { get; set; }

    [SupplyParameterFromQuery]
    public int Offset { get; set; }

    /// <summary>The column whose distributions are charted.</summary>
    [SupplyParameterFromQuery]
    public string? Column { get; set; }

    private IEnumerable<int> Listed => _dataset!.Versions
        .Where(version => version.ArchivedAt is null || version.Version == _pair!.Value.From || version.Version == _pair.Value.To)
        .Select(version => version.Version);

    private IReadOnlyList<string> Keys => Key ?? [];

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != (Name, From, To))
        {
            ShowNothing();
            await LoadAsync(LoadVersionsAsync);
        }

        if (_pair is { } pair)
        {
            var (name, key) = (Name, Keys);
            await ShowAsync((name, pair, string.Join('\n', key)), actor => Analyses.CompareAsync(actor, name, pair.From, pair.To, key, Left));
        }

        if (Analysis?.Result is { } result)
        {
            Prepare(result);
        }
    }

    protected override void Prepare(DatasetComparison result) =>
        _feature = result.Shift.Features.FirstOrDefault(feature => feature.Name == Column) ?? result.Shift.Features.FirstOrDefault(feature => feature.Histogram is not null);

    private async Task LoadVersionsAsync(Actor actor)
    {
        _pair = null;
        _dataset = await Catalog.GetAsync(actor, Name, archived: true, Left);
        if (_dataset.Versions.Count > 1)
        {
            var listed = _dataset.Versions.OrderBy(version => version.ArchivedAt is not null).Select(version => version.Version).ToList();
            var to = To ?? listed[0];
            var from = From ?? listed.Find(version => version < to) switch { 0 => listed.First(version => version != to), var before => before };
            var (older, newer) = (await Catalog.GetVersionAsync(actor, Name, from, Left), await Catalog.GetVersionAsync(actor, Name, to, Left));
            _keyColumns = KeyColumns(older, newer);
            _pair = (from, to);
        }

        _loaded = (Name, From, To);
    }

    private static List<(string Name, bool IsUnique)> KeyColumns(DatasetVersionDetails older, DatasetVersionDetails newer)
    {
        var before = older.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        return
        [
            .. newer.Columns
                .Where(column => before.ContainsKey(column.Name))
                .Select(column => (column.Name, IsUnique: IsUnique(column, newer.Rows) && IsUnique(before[column.Name], older.Rows)))
                .OrderByDescending(column => column.IsUnique),
        ];
    }

    private static bool IsUnique(ColumnSchema column, long rows) => column.Distinct == rows;

    private void ChooseKey(int position, string? column)
    {
        var key = Keys.Take(position).Concat(string.IsNullOrEmpty(column) ? [] : [column]).Concat(Keys.Skip(position + 1)).Distinct().ToArray();
        Show(("key", key.Length == 0 ? null : key));
    }

    private string UrlWith(params (string Name, object? Value)[] query) =>
        Navigation.GetUriWithQueryParameters(query.ToDictionary(part => part.Name, part => part.Value));

    private void Show(params (string Name, object? Value)[] query) => Navigation.NavigateTo(UrlWith(query), replace: true);
}
