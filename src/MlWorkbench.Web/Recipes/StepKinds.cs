using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Web.Recipes;

/// <summary>Kinds of steps that the page offers.</summary>
internal static class StepKinds
{
    public static IReadOnlyList<StepKind> All { get; } =
    [
        new("Missing values and numbers", "Impute missing values", () => new ImputeDefinition("")),
        new("Missing values and numbers", "Clip outliers", () => new ClipDefinition("", ClipBounds.Quantiles, 0.01, 0.99)),
        new("Missing values and numbers", "Logarithm", () => new LogDefinition("")),
        new("Missing values and numbers", "Split into ranges", () => new BinDefinition("")),
        new("Missing values and numbers", "Combine two columns", () => new CombineDefinition("", "")),
        new("Categories and texts", "Merge rare levels", () => new RareLevelsDefinition("")),
        new("Categories and texts", "One flag per level", () => new OneHotDefinition("")),
        new("Categories and texts", "Encode by the target", () => new TargetEncodeDefinition("")),
        new("Categories and texts", "Aggregate per group", () => new AggregateDefinition("", "", [AggregateMeasure.Mean])),
        new("Categories and texts", "Words of a text", () => new TextDefinition("")),
        new("Dates and time", "Parts of a date", () => new DatePartsDefinition("", [DatePart.Year, DatePart.Month, DatePart.Weekday])),
        new("Dates and time", "Earlier values (lag)", () => new LagDefinition("", "", Lags: [1])),
        new("Dates and time", "Rolling values", () => new RollingDefinition("", "", [HistoryMeasure.Mean])),
        new("Columns", "Drop columns", () => new DropDefinition([])),
        new("Columns", "Keep only columns", () => new KeepDefinition([])),
    ];

    public static StepKind Of(StepDefinition step) => All.First(kind => kind.Blank().GetType() == step.GetType());
}
