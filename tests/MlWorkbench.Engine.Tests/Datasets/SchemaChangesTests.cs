using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Profiling;

namespace MlWorkbench.Engine.Tests.Datasets;

public sealed class SchemaChangesTests
{
    private const string Old = "id,age,city,code\n1,36,Bonn,7\n2,41,Rome,8\n3,36,Bonn,9\n";

    [Fact]
    public void Between_SameColumnsInAnotherOrder_IsNoChange() => Assert.Empty(Changes("city,code,id,age\nOslo,1,4,20\nBonn,2,5,21\n"));

    [Fact]
    public void Between_AddedRemovedRetypedRenamed_AreToldApart() => Assert.Equal(
        [
            "schema_removed: The column 'id' of version 1 was removed.",
            "schema_retyped: The column 'code' changed from the type integer in version 1 to category.",
            "schema_renamed: The column 'city' of version 1 was renamed 'town': its values are the same.",
            "schema_added: The column 'weight' is new since version 1.",
        ],
        Changes("age,town,code,weight\n36,Bonn,x,1.5\n41,Rome,y,2.5\n36,Bonn,x,3.5\n"));

    [Fact]
    public void Between_TwoColumnsWithTheSameValues_ClaimsNoRename() =>
        Assert.Equal(
            ["schema_removed", "schema_added", "schema_added"],
            Changes("id,age,code,town,place\n1,36,7,Bonn,Bonn\n2,41,8,Rome,Rome\n3,36,9,Bonn,Bonn\n").Select(change => change.Split(':')[0]));

    private static string[] Changes(string newer) =>
        [.. SchemaChanges.Warnings(SchemaChanges.Between(Profile(Old), Profile(newer)), "version 1").Select(change => $"{change.Code}: {change.Message}")];

    private static DatasetProfile Profile(string text) => DatasetProfiler.Profile(Csv.Read(text).Table, TestContext.Current.CancellationToken);
}
