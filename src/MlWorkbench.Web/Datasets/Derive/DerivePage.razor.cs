using System.Globalization;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Engine.Datasets.Derivations;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Web.Datasets.Derive;

/// <summary>A form that derives a version from another one, next to a preview of its rows. The address stores the form's values.</summary>
public sealed partial class DerivePage
{
    private const int MostColumns = 40;
    private const int MostDatasets = 200;
    private const int DefaultPercent = 80;

    private DatasetVersionDetails? _source;
    private DatasetVersionDetails? _joined;
    private IReadOnlyList<string> _datasets = [];
    private DerivationPreview? _preview;
    private string? _problem;
    private bool _mayDerive;
    private bool _deriving;

    [Inject]
    public required DatasetCatalog Catalog { get; init; }

    [Inject]
    public required DatasetDeriver Deriver { get; init; }

    [Parameter]
    public required string Name { get; set; }

    /// <summary>The source version. If omitted, the newest.</summary>
    [SupplyParameterFromQuery]
    public int? Version { get; set; }

    /// <summary>The dataset whose columns are joined.</summary>
    [SupplyParameterFromQuery]
    public string? Join { get; set; }

    [SupplyParameterFromQuery]
    public string? Key { get; set; }

    [SupplyParameterFromQuery]
    public string? OtherKey { get; set; }

    [SupplyParameterFromQuery]
    public bool Unmatched { get; set; }

    [SupplyParameterFromQuery]
    public string[]? Filter { get; set; }

    /// <summary>The column that rows are split by.</summary>
    [SupplyParameterFromQuery]
    public string? Time { get; set; }

    /// <summary>Share of rows before the split, in percent.</summary>
    [SupplyParameterFromQuery]
    public int? Share { get; set; }

    [SupplyParameterFromQuery]
    public bool Later { get; set; }

    [SupplyParameterFromQuery]
    public int? Sample { get; set; }

    [SupplyParameterFromQuery]
    public int? Seed { get; set; }

    /// <summary>The dataset that receives the derived version.</summary>
    [SupplyParameterFromQuery]
    public string? Into { get; set; }

    private IReadOnlyList<string> Conditions => Filter ?? [];

    private int Percent => Share ?? DefaultPercent;

    private string Target => string.IsNullOrWhiteSpace(Into) ? $"{_source?.Dataset ?? Name} derived" : Into;

    private string OwnKey => Key ?? _source!.Columns.FirstOrDefault(column => _joined!.Columns.Any(other => other.Name == column.Name))?.Name ?? _source.Columns[0].Name;

    private string JoinedKey => OtherKey ?? _joined!.Columns.FirstOrDefault(column => column.Name == OwnKey)?.Name ?? _joined.Columns[0].Name;

    private IEnumerable<string> TimeColumns => _source!.Columns
        .Where(column => column.Type is ColumnType.Date or ColumnType.Integer or ColumnType.Number)
        .OrderBy(column => column.Type != ColumnType.Date)
        .Select(column => column.Name);

    private IEnumerable<Column> Shown => _preview!.First.Columns.Take(MostColumns);

    private Derivation Steps => new(
        _joined is null ? null : new LookupJoin(OwnKey, JoinedKey, Unmatched),
        Conditions,
        Time is { Length: > 0 } ? new TimePart(Time, Percent / 100.0, Later) : null,
        Sample is { } rows ? new RowSampling(rows, Seed ?? 1) : null);

    private DerivationOrder Order => new(Steps, _joined?.Dataset, _joined?.Version);

    protected override Task OnParametersSetAsync() => LoadAsync(async actor =>
    {
        _mayDerive = actor.May(Permission.ManageDatasets);
        if (_datasets.Count == 0)
        {
            _datasets = [.. (await Catalog.ListAsync(actor, new ListQuery(Sort: "name", Descending: false, Limit: MostDatasets), archived: false, Left)).Items.Select(dataset => dataset.Name)];
        }

        _source = await Catalog.GetVersionAsync(actor, Name, Version, Left);
        _joined = string.IsNullOrEmpty(Join) ? null : await Catalog.GetVersionAsync(actor, Join, null, Left);
        await PreviewAsync(actor);
    });

    private async Task PreviewAsync(Actor actor)
    {
        try
        {
            _preview = await Deriver.PreviewAsync(actor, _source!.Dataset, _source.Version, Order, Left);
            _problem = null;
        }
        catch (Exception exception) when (FindRefusal(exception) is { } unusable)
        {
            (_preview, _problem) = (null, unusable);
        }
    }

    private async Task DeriveAsync()
    {
        _deriving = true;
        await ActAsync(async actor =>
        {
            var import = await Deriver.StartAsync(actor, _source!.Dataset, _source.Version, Order, Target, Left);
            Navigation.NavigateTo(WorkbenchUrls.Import(import));
        });
        _deriving = false;
    }

    private static int? Number(object? value) => int.TryParse((string?)value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string UrlWith(params (string Name, object? Value)[] query) =>
        Navigation.GetUriWithQueryParameters(query.ToDictionary(part => part.Name, part => part.Value is "" ? null : part.Value));

    private void Show(params (string Name, object? Value)[] query) => Navigation.NavigateTo(UrlWith(query), replace: true);
}
