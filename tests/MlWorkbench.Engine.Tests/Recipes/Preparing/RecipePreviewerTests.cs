using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Engine.Tests.Experiments;

namespace MlWorkbench.Engine.Tests.Recipes.Preparing;

public sealed class RecipePreviewerTests
{
    [Fact]
    public void Preview_StepsThatFit_ShowsWhatEachDid()
    {
        var preview = RecipePreviewer.Preview(
            new RecipeDefinition([new ClipDefinition("x", Low: 0), new LogDefinition("z", Keep: true), new TargetEncodeDefinition("kind"), new DropDefinition(["day"])]), SmallTable.Make(), "bought", 5);

        Assert.Empty(preview.Issues);
        Assert.Equal(200, preview.FittedRows);
        Assert.Equal((PreviewState.Changed, 1), State(preview, "x"));
        Assert.Equal((PreviewState.Same, null), State(preview, "z"));
        Assert.Equal((PreviewState.New, 2), State(preview, "z log"));
        Assert.Equal((PreviewState.New, 3), State(preview, "kind target"));
        Assert.Equal((PreviewState.Removed, 3), State(preview, "kind"));
        Assert.Equal((PreviewState.Removed, 4), State(preview, "day"));
        Assert.DoesNotContain(preview.Columns, column => column.Name == "bought");
        Assert.All(preview.Columns, column => Assert.Equal(5, (column.After ?? column.Before)!.Count));
    }

    [Fact]
    public void Preview_StepThatCannotBe_GoesOnWithoutIt()
    {
        var preview = RecipePreviewer.Preview(new RecipeDefinition([new LogDefinition("wage"), new LogDefinition("z"), new TargetEncodeDefinition("kind")]), SmallTable.Make(), null, 3);

        Assert.Equal([1, 3], preview.Issues.Select(issue => issue.Step));
        Assert.Equal((PreviewState.Changed, 2), State(preview, "z"));
    }

    private static (PreviewState State, int? Step) State(RecipePreview preview, string column)
    {
        var found = preview.Columns.Single(shown => shown.Name == column);
        return (found.State, found.Step);
    }
}
