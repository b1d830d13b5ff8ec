using MlWorkbench.Application.Registry.Gates;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>The table of stage transitions. All others are refused.</summary>
public static class StageRules
{
    private const string NeverDown = "A version leaves Production only by a promotion of another version, a rollback or archiving.";

    private const string NeverBack = "A version that was in use cannot return to None: its stage would hide that use. Archive the version instead.";

    public static IReadOnlyList<StageRule> Table { get; } =
    [
        new(Stage.None, Stage.Staging, GateUse.Advisory),
        new(Stage.None, Stage.Production, GateUse.Binding),
        new(Stage.None, Stage.Archived, GateUse.None),
        new(Stage.Staging, Stage.None, GateUse.None, NeverBack),
        new(Stage.Staging, Stage.Production, GateUse.Binding),
        new(Stage.Staging, Stage.Archived, GateUse.None),
        new(Stage.Production, Stage.None, GateUse.None, NeverBack),
        new(Stage.Production, Stage.Staging, GateUse.None, NeverDown),
        new(Stage.Production, Stage.Archived, GateUse.None),
        new(Stage.Archived, Stage.None, GateUse.None, NeverBack),
        new(Stage.Archived, Stage.Staging, GateUse.Advisory),
        new(Stage.Archived, Stage.Production, GateUse.Binding),
    ];

    public static StageRule Find(Stage from, Stage to) =>
        Table.SingleOrDefault(rule => rule.From == from && rule.To == to)
        ?? new StageRule(from, to, GateUse.None, $"The version is already in {from}.");

    /// <summary>Stages that can be requested for a version, the most usual first.</summary>
    public static IReadOnlyList<Stage> TargetsFrom(Stage from) =>
        [.. Table.Where(rule => rule.From == from && rule.Allowed).OrderBy(rule => rule.To == Stage.Archived).ThenByDescending(rule => rule.To).Select(rule => rule.To)];
}
