using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Tests.Registry;

public sealed class StageRulesTests
{
    [Theory]
    [InlineData(Stage.None, Stage.None, false, GateUse.None)]
    [InlineData(Stage.None, Stage.Staging, true, GateUse.Advisory)]
    [InlineData(Stage.None, Stage.Production, true, GateUse.Binding)]
    [InlineData(Stage.None, Stage.Archived, true, GateUse.None)]
    [InlineData(Stage.Staging, Stage.None, false, GateUse.None)]
    [InlineData(Stage.Staging, Stage.Staging, false, GateUse.None)]
    [InlineData(Stage.Staging, Stage.Production, true, GateUse.Binding)]
    [InlineData(Stage.Staging, Stage.Archived, true, GateUse.None)]
    [InlineData(Stage.Production, Stage.None, false, GateUse.None)]
    [InlineData(Stage.Production, Stage.Staging, false, GateUse.None)]
    [InlineData(Stage.Production, Stage.Production, false, GateUse.None)]
    [InlineData(Stage.Production, Stage.Archived, true, GateUse.None)]
    [InlineData(Stage.Archived, Stage.None, false, GateUse.None)]
    [InlineData(Stage.Archived, Stage.Staging, true, GateUse.Advisory)]
    [InlineData(Stage.Archived, Stage.Production, true, GateUse.Binding)]
    [InlineData(Stage.Archived, Stage.Archived, false, GateUse.None)]
    public void Find_EveryPairOfStages_IsAsTheTableSays(Stage from, Stage to, bool allowed, GateUse gates)
    {
        var rule = StageRules.Find(from, to);

        Assert.Equal(allowed, rule.Allowed);
        Assert.Equal(gates, rule.Gates);
        Assert.Equal(allowed, string.IsNullOrEmpty(rule.Refusal));
    }

    [Fact]
    public void TargetsFrom_None_OffersProductionFirstAndArchivedLast() =>
        Assert.Equal([Stage.Production, Stage.Staging, Stage.Archived], StageRules.TargetsFrom(Stage.None));

    [Fact]
    public void TargetsFrom_Production_OffersArchivedOnly() =>
        Assert.Equal([Stage.Archived], StageRules.TargetsFrom(Stage.Production));
}
