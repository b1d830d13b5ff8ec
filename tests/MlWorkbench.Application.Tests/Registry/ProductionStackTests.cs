using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Tests.Registry;

public sealed class ProductionStackTests
{
    private static readonly Guid[] Versions = [Guid.Empty, .. Enumerable.Range(1, 4).Select(_ => Guid.CreateVersion7())];

    /// <summary>Applies steps: <c>p2</c> promotes version 2, <c>a2</c> archives it on request, and <c>r2&gt;1</c> rolls back from 2 to 1.</summary>
    [Theory]
    [InlineData("", false, 0)]
    [InlineData("p1", true, 0)]
    [InlineData("p1 p2", true, 1)]
    [InlineData("p1 p2 p3", true, 2)]
    [InlineData("p1 p2 r2>1", true, 0)]
    [InlineData("p1 p2 p3 r3>2", true, 1)]
    [InlineData("p1 p2 p3 r3>2 r2>1", true, 0)]
    [InlineData("p1 p2 r2>1 p3", true, 1)]
    [InlineData("p1 p2 p1", true, 2)]
    [InlineData("p1 a1", false, 1)]
    [InlineData("p1 a1 p1", true, 0)]
    [InlineData("p1 p2 a2", false, 2)]
    public void FindPrevious_History_BringsBackWhatWasThereBefore(string history, bool inProduction, int expected)
    {
        var transitions = history.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Step);

        var previous = ProductionStack.FindPrevious(transitions, inProduction);

        Assert.Equal(expected == 0 ? null : Versions[expected], previous);
    }

    private static IEnumerable<StageTransition> Step(string word)
    {
        var version = word[1] - '0';
        return word[0] switch
        {
            'p' => [Move(version, Stage.None, Stage.Production, rollback: false)],
            'a' => [Move(version, Stage.Production, Stage.Archived, rollback: false)],
            _ => [Move(version, Stage.Production, Stage.Archived, rollback: true), Move(word[3] - '0', Stage.Archived, Stage.Production, rollback: true)],
        };
    }

    private static StageTransition Move(int version, Stage from, Stage to, bool rollback) => new()
    {
        ModelVersionId = Versions[version],
        FromStage = from,
        ToStage = to,
        Rollback = rollback,
        Comment = "",
        ActorName = "",
    };
}
