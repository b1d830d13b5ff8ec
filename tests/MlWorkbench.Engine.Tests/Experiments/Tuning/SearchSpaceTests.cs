using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Tuning;

namespace MlWorkbench.Engine.Tests.Experiments.Tuning;

public sealed class SearchSpaceTests
{
    private static readonly ParameterValue Plain = ParameterValue.Of("plain");
    private static readonly ParameterValue Random = ParameterValue.Of("random");

    private static readonly SearchSpace Space = new(
        "family",
        [new Axis("leaves", 4, 256, true, true), new Axis("share", 0.2, 1, false, false)],
        [new Choice("kind", Plain, Random)],
        parameters => $"{parameters["leaves"]}{parameters["kind"]}");

    [Fact]
    public void Of_Values_AreFoundAgain()
    {
        var configuration = Space.Of([32, 0.5], Random);

        Assert.Equal(("family", "32random", "0.5"), (configuration.Trainer, configuration.Title, configuration.Parameters["share"].ToString()));
        Assert.Equal(0.5, Space.PositionOf(configuration)[0], 12);
        Assert.Equal([Random], Space.OptionsOf(configuration));
    }

    [Fact]
    public void Propose_SameHistory_SameProposalInsideTheBox()
    {
        (Configuration, double)[] history = [(Space.Of([32, 0.5], Plain), 0.3), (Space.Of([64, 0.9], Random), 0.4)];
        Configuration[] attempts = [.. history.Select(run => run.Item1)];
        var proposals = Enumerable.Range(0, 50).Select(seed => new LocalSearch(Space, seed).Propose(history, attempts)).ToArray();

        Assert.Equal(proposals.Select(Text), Enumerable.Range(0, 50).Select(seed => Text(new LocalSearch(Space, seed).Propose(history, attempts))));
        Assert.All(proposals, proposal => Assert.InRange(proposal.Number("leaves", 0), 4, 256));
        Assert.All(proposals, proposal => Assert.InRange(proposal.Number("share", 0), 0.2, 1));
        Assert.DoesNotContain(proposals, proposal => attempts.Any(attempt => Space.AreSame(attempt, proposal)));
        Assert.Equal(["plain", "random"], proposals.Select(proposal => proposal.Parameters["kind"].Text).Distinct().Order());
    }

    [Fact]
    public void AreSame_SettledParameters_DoNotCount()
    {
        var asked = Space.Of([32, 0.5], Plain);
        var settled = asked with { Parameters = new Dictionary<string, ParameterValue>(asked.Parameters) { ["rounds"] = ParameterValue.Of(120) } };

        Assert.True(Space.AreSame(asked, settled));
        Assert.False(Space.AreSame(asked, Space.Of([32, 0.6], Plain)));
    }

    private static string Text(Configuration configuration) => configuration.Title + configuration.Parameters["share"];
}
