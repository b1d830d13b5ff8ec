using System.Text;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Datasets;

public sealed class DatasetCatalogTests : IAsyncLifetime
{
    private TestWorkbench _workbench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DatasetCatalog Catalog => _workbench.Get<DatasetCatalog>();

    public async ValueTask InitializeAsync()
    {
        _workbench = await TestWorkbench.StartAsync();
        await ImportAsync("alpha", 30);
        await ImportAsync("beta_1", 10);
        await ImportAsync("Gamma", 20);
        await ImportAsync("beta_1", 40);
    }

    public async ValueTask DisposeAsync() => await _workbench.DisposeAsync();

    [Theory]
    [InlineData(null, true, "beta_1,Gamma,alpha")]
    [InlineData(null, false, "alpha,Gamma,beta_1")]
    [InlineData("name", false, "alpha,beta_1,Gamma")]
    [InlineData("rows", true, "beta_1,alpha,Gamma")]
    [InlineData("versions", true, "beta_1,Gamma,alpha")]
    [InlineData("size", false, "Gamma,alpha,beta_1")]
    [InlineData("'; DROP TABLE Datasets;--", true, "beta_1,Gamma,alpha")]
    public async Task ListAsync_Sorted_ShowsEachDatasetOnceByItsNewestVersion(string? sort, bool descending, string names)
    {
        var page = await Catalog.ListAsync(_workbench.Admin, new ListQuery(Sort: sort, Descending: descending), archived: false, Cancellation);

        Assert.Equal(names, string.Join(',', page.Items.Select(item => item.Name)));
        Assert.Equal((2, 2, 40L), page.Items.Where(item => item.Name == "beta_1").Select(item => (item.Versions, item.LatestVersion, item.Rows)).Single());
    }

    [Theory]
    [InlineData("ALPH", "alpha")]
    [InlineData("_", "beta_1")]
    [InlineData("%", "")]
    [InlineData("a", "alpha,beta_1,Gamma")]
    public async Task ListAsync_Searched_MatchesTheTextLiterally(string search, string names)
    {
        var page = await Catalog.ListAsync(_workbench.Admin, new ListQuery(search, "name", Descending: false), archived: false, Cancellation);

        Assert.Equal(names, string.Join(',', page.Items.Select(item => item.Name)));
    }

    [Fact]
    public async Task ListAsync_Paged_CountsAll()
    {
        var first = await Catalog.ListAsync(_workbench.Admin, new ListQuery(Sort: "name", Limit: 1), archived: false, Cancellation);

        var page = await Catalog.ListAsync(_workbench.Admin, new ListQuery(Sort: "name", After: first.Next, Limit: 1), archived: false, Cancellation);

        Assert.Equal(3, page.Total);
        Assert.Equal("beta_1", Assert.Single(page.Items).Name);
    }

    [Fact]
    public async Task ReadRowsAsync_WithoutVersion_ReadsTheNewest()
    {
        var rows = await Catalog.ReadRowsAsync(_workbench.Admin, "beta_1", null, 38, 100, ["value"], Cancellation);

        Assert.Equal(["38", "39"], Enumerable.Range(0, rows.RowCount).Select(row => rows["value"].TextAt(row)));
    }

    [Fact]
    public async Task GetProfileAsync_StoredVersion_HasTheNumbersOfAllRows()
    {
        var profile = await Catalog.GetProfileAsync(_workbench.Admin, "beta_1", 1, Cancellation);

        Assert.Equal(10, profile.Rows);
        Assert.Equal(4.5, profile.Columns[0].Numbers!.Mean);
        Assert.Equal(10, profile.Columns[0].Numbers!.Histogram.Counts.Sum());
        Assert.Equal(("even", 5L), profile.Columns[1].TopValues!.Select(value => (value.Value, value.Count)).First());
    }

    [Fact]
    public async Task GetVersionAsync_Unknown_IsNotFound()
    {
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<WorkbenchException>(() => Catalog.GetVersionAsync(_workbench.Admin, "alpha", 9, Cancellation))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<WorkbenchException>(() => Catalog.GetVersionAsync(_workbench.Admin, "nope", null, Cancellation))).Kind);
    }

    private async Task ImportAsync(string name, int rows)
    {
        var text = "value,parity\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{i},{(i % 2 == 0 ? "even" : "odd")}\n"));
        await _workbench.Get<DatasetImporter>().ImportAsync(_workbench.Admin, name, $"{name}.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), DatasetImportOptions.Inferred, Cancellation);
        _workbench.Clock.Advance(TimeSpan.FromMinutes(1));
    }
}
