using System.Text.Json;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Engine.Tests.Experiments;

public sealed class SearchTextTests
{
    private const string Excerpt =
        "The file has 1,235 MB, too many for a search of 2.5 s. The search reads 50 MB in 512 pieces, spread evenly across the file. "
        + "Column types are inferred from these 9,000 rows.";

    private const string ForTime =
        "The file has 90,000 rows of 8 columns, more than a search of 2.5 s has time for. Models train on a random sample of 2,000 rows.";

    private const string ForMemory =
        "The excerpt has 90,000 rows of 8 columns, more than fit into memory during training. Models train on a random sample of 2,000 rows.";

    private const string Repeated = "Models are evaluated by 5-fold cross-validation, repeated 2 times because the table is small: "
        + "each row is predicted by models that were not trained on it.";

    private const string Back = "A recipe prepares the columns first. It is fitted on the training rows of each fold only, and looks back by 'day' "
        + "at the rows before each row. The search derives features from the resulting columns.";

    [Theory]
    [InlineData("excerpt_read", Excerpt, "allMegabytes=1234.56789", "readMegabytes=50", "pieces=512", "rows=9000", "budget=2.5")]
    [InlineData("rows_sampled_for_time", ForTime, "source=file", "allRows=90000", "columns=8", "rows=2000", "budget=2.5")]
    [InlineData("rows_sampled_for_memory", ForMemory, "source=excerpt", "allRows=90000", "columns=8", "rows=2000", "budget=2.5")]
    [InlineData("positive_share", "31.4 % of the rows are 'yes'.", "share=0.31415", "class=yes")]
    [InlineData("validation_folds_repeated", Repeated, "folds=5", "repeats=2")]
    [InlineData("recipe_looks_back", Back, "column=day")]
    [InlineData("decision_threshold", "'yes' is predicted at a probability of 0.413 or more, which maximizes F1 on the validation rows.",
        "class=yes", "threshold=0.4126", "metric=F1")]
    [InlineData("trainer_out_of_memory", "Out of memory: training needed more than its limit of 1.5 GB.", "gigabytes=1.5")]
    [InlineData("training_run", "Training run 3: LightGBM, 31 leaves", "run=3", "title=LightGBM, 31 leaves")]
    [InlineData("rows_without_target", "1,234 rows without a value in '{rows}' are excluded.", "rows=1234", "column={rows}")]
    [InlineData("text", "As an earlier version wrote it: {rows}.", "text=As an earlier version wrote it: {rows}.")]
    [InlineData("lightgbm_failed", "LightGBM refused: no.", "text=LightGBM refused: no.")]
    public void Of_CodeAndValues_FormsTheSentence(string code, string sentence, params string[] values)
    {
        var statement = new Statement(code, values.Select(value => value.Split('=')).ToDictionary(value => value[0], value => value[1]));

        Assert.Equal(sentence, SearchText.Of(statement));
        Assert.Equal(sentence, SearchText.Of(JsonSerializer.Deserialize<Statement>(JsonSerializer.Serialize(statement))!));
    }

    [Fact]
    public void Of_ColumnThatTheRecipeReads_SaysSo() => Assert.Equal(
        "no value in any row; the recipe still reads it",
        SearchText.Of(new DroppedColumn("a", Statement.Of("column_empty"), IsReadByRecipe: true)));

    [Fact]
    public void Of_PlanOfAnEarlierVersion_KeepsItsSentences()
    {
        const string Json = """
            {"task":0,"metric":"auc","higherIsBetter":true,"classes":[],"positiveClass":null,"validation":1,"folds":5,"trainRows":80,"testRows":20,"segments":[],
             "findings":["All 3 columns are used."],"dropped":[{"name":"a","reason":"no value in any row"}],"repeats":1}
            """;

        var plan = JsonSerializer.Deserialize<SearchPlan>(Json, SearchProtocol.Json)!;

        Assert.Equal(("text", "All 3 columns are used."), (plan.Findings[0].Code, SearchText.Of(plan.Findings[0])));
        Assert.Equal("no value in any row", SearchText.Of(plan.Dropped[0]));
    }
}
