using System.Text;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Application.Lineage;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Derivations;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Datasets;

public sealed class DatasetDeriverTests : IAsyncLifetime
{
    private const string Sales = "day,shop,\"no, \"\"really\"\"\",code\n2024-01-05,A,\"two\nlines\",007\n2024-01-01,B,=1+1,008\n2024-01-03,A,,009\n2024-01-02T10:30:00,A,x,010\n";

    private static readonly Derivation OfShopA = new(Filter: ["shop = A"]);

    private TestWorkbench _workbench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DatasetDeriver Deriver => _workbench.Get<DatasetDeriver>();

    private DatasetCatalog Catalog => _workbench.Get<DatasetCatalog>();

    public async ValueTask InitializeAsync()
    {
        _workbench = await TestWorkbench.StartAsync();
        await UploadAsync("sales", Sales);
    }

    public async ValueTask DisposeAsync() => await _workbench.DisposeAsync();

    [Fact]
    public async Task DeriveAsync_NastyNamesAndValues_KeepTheirTypesAndTexts()
    {
        var made = await Deriver.DeriveAsync(_workbench.Admin, "sales", 1, new DerivationOrder(OfShopA), "of A", Cancellation);

        Assert.Equal(new ImportResult("of A", 1, IsNew: true), made);
        var (before, after) = (await RowsAsync("sales", 1), await RowsAsync("of A", 1));
        Assert.Equal(before.Columns.Select(column => (column.Name, column.Type)), after.Columns.Select(column => (column.Name, column.Type)));
        Assert.Equal(Show(before.Take([0, 2, 3])), Show(after));
        Assert.Equal("sales v1, rows with shop = A", (await Catalog.GetVersionAsync(_workbench.Admin, "of A", 1, Cancellation)).SourceName);
    }

    [Fact]
    public async Task DeriveAsync_SameAgain_IsTheVersionThatIsThere()
    {
        await Deriver.DeriveAsync(_workbench.Admin, "sales", 1, new DerivationOrder(OfShopA), "of A", Cancellation);

        Assert.Equal(new ImportResult("of A", 1, IsNew: false), await Deriver.DeriveAsync(_workbench.Admin, "sales", 1, new DerivationOrder(OfShopA), "of A", Cancellation));
    }

    [Fact]
    public async Task RepeatAsync_NewerSource_MakesTheNextVersion()
    {
        await Deriver.DeriveAsync(_workbench.Admin, "sales", 1, new DerivationOrder(OfShopA), "of A", Cancellation);
        Assert.False((await LineageAsync("of A", 1)).NewerSource);
        await UploadAsync("sales", Sales + "2024-01-06,A,y,011\n");

        Assert.True((await LineageAsync("of A", 1)).NewerSource);
        Assert.Equal(new ImportResult("of A", 2, IsNew: true), await Deriver.RepeatAsync(_workbench.Admin, "of A", 1, Cancellation));
        Assert.Equal(4, (await RowsAsync("of A", 2)).RowCount);
        Assert.Equal(("sales", 2), (await LineageAsync("of A", 2)).Sources.Select(source => (source.Dataset, source.Version)).Single());
        Assert.Equal("not_derived", (await Assert.ThrowsAsync<WorkbenchException>(() => Deriver.RepeatAsync(_workbench.Admin, "sales", 1, Cancellation))).Code);
    }

    [Fact]
    public async Task DeriveAsync_Join_DependsOnBothUntilItIsGone()
    {
        await UploadAsync("shops", "id,city\nA,Bonn\nB,Rome\n");
        var order = new DerivationOrder(new Derivation(new LookupJoin("shop", "id")), "shops");
        await Deriver.DeriveAsync(_workbench.Admin, "sales", 1, order, "sales with cities", Cancellation);

        Assert.Equal(["day", "shop", "no, \"really\"", "code", "city"], (await RowsAsync("sales with cities", 1)).Columns.Select(column => column.Name));
        Assert.Equal(["sales with cities"], (await LineageAsync("shops", 1)).Derived.Items.Select(use => use.Dataset));
        var deletion = _workbench.Get<DatasetDeletion>();
        Assert.Contains("1 derived version ('sales with cities 1') depends on it", await deletion.WhyNotAsync(_workbench.Admin, "shops", null, Cancellation), StringComparison.Ordinal);
        await deletion.DeleteDatasetAsync(_workbench.Admin, "sales with cities", Cancellation);
        await deletion.DeleteDatasetAsync(_workbench.Admin, "shops", Cancellation);
    }

    [Fact]
    public async Task DeriveAsync_IntoItsOwnDataset_GoesWithIt()
    {
        await Deriver.DeriveAsync(_workbench.Admin, "sales", 1, new DerivationOrder(OfShopA), "sales", Cancellation);

        await _workbench.Get<DatasetDeletion>().DeleteDatasetAsync(_workbench.Admin, "sales", Cancellation);

        Assert.Equal(0, (await Catalog.ListAsync(_workbench.Admin, new ListQuery(), archived: true, Cancellation)).Total);
    }

    [Fact]
    public async Task DeriveAsync_Viewer_IsRefusedButMayPreview()
    {
        var viewer = await SamplePeople.AddAsync(_workbench.Services, "vic", UserRole.Viewer);

        var preview = await Deriver.PreviewAsync(viewer, "sales", 1, new DerivationOrder(OfShopA), Cancellation);

        Assert.Equal((3, 3), (preview.Rows, preview.First.RowCount));
        Assert.Equal("forbidden", (await Assert.ThrowsAsync<WorkbenchException>(() => Deriver.DeriveAsync(viewer, "sales", 1, new DerivationOrder(OfShopA), "x", Cancellation))).Code);
    }

    private static string Show(Table table) =>
        string.Join('|', table.Columns.Select(column => string.Join(',', Enumerable.Range(0, column.Length).Select(row => column.TextAt(row) ?? "."))));

    private Task<Table> RowsAsync(string name, int version) => Catalog.ReadRowsAsync(_workbench.Admin, name, version, 0, 100, null, Cancellation);

    private Task<DatasetLineage> LineageAsync(string name, int version) => _workbench.Get<LineageCatalog>().GetAsync(_workbench.Admin, name, version, Cancellation);

    private async Task UploadAsync(string name, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await _workbench.Get<DatasetImporter>().ImportAsync(_workbench.Admin, name, $"{name}.csv", stream, DatasetImportOptions.Inferred, Cancellation);
    }
}
