using MlWorkbench.Application.Registry.Gates;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>The one table of stage transitions. What is not in it is not allowed.</summary>
public static class StageRules
{
    private const string NeverBack = "A version that was in use does not go back to None: its history would no longer say so. Archive it instead.";

    public static IReadOnlyList<StageRule> Table { get; } =
    [
        new(Stage.None, Stage.Staging, GateUse.Advisory),
        new(Stage.None, Stage.Production, GateUse.Binding),
        new(Stage.None, Stage.Archived, GateUse.None),
        new(Stage.Staging, Stage.None, GateUse.None, NeverBack),
        new(Stage.Staging, Stage.Production, GateUse.Binding),
        new(Stage.Staging, Stage.Archived, GateUse.None),
        new(Stage.Production, Stage.None, GateUse.None, NeverBack),
        new(Stage.Production, Stage.Staging, GateUse.None, "A version in Production leaves it when another one takes its place, by a rollback, or by being archived."),
        new(Stage.Production, Stage.Archived, GateUse.None),
        new(Stage.Archived, Stage.None, GateUse.None, NeverBack),
        new(Stage.Archived, Stage.Staging, GateUse.Advisory),
        new(Stage.Archived, Stage.Production, GateUse.Binding),
    ];

    public static StageRule Find(Stage from, Stage to) =>
        Table.SingleOrDefault(rule => rule.From == from && rule.To == to)
        ?? new StageRule(from, to, GateUse.None, $"The version is in {from} already.");

    /// <summary>Where a version may be asked to go, the usual way first.</summary>
    public static IReadOnlyList<Stage> TargetsFrom(Stage from) =>
        [.. Table.Where(rule => rule.From == from && rule.Allowed).OrderBy(rule => rule.To == Stage.Archived).ThenByDescending(rule => rule.To).Select(rule => rule.To)];
}
