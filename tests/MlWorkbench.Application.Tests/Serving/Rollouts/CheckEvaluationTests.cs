using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Serving.Rollouts;
using MlWorkbench.Application.Serving.Traffic;

namespace MlWorkbench.Application.Tests.Serving.Rollouts;

public sealed class CheckEvaluationTests
{
    [Theory]
    [InlineData(99, 0, CheckVerdict.Inconclusive)]
    [InlineData(100, 0, CheckVerdict.Pass)]
    [InlineData(100, 5, CheckVerdict.Pass)]
    [InlineData(100, 6, CheckVerdict.Fail)]
    public void Evaluate_ErrorRate_WaitsForRowsAndThenCompares(int calls, int failed, CheckVerdict verdict) => Assert.Equal(verdict,
        Evaluate(new RolloutCheck(RolloutMetric.ErrorRate, RolloutOperator.LessOrEqual, 0.05), Traffic(calls, failed), Traffic(0)).Verdict);

    /// <summary>A version that answers nothing has no rows, and must not wait for them.</summary>
    [Fact]
    public void Evaluate_ErrorRateOfAVersionThatOnlyFails_Fails()
    {
        var result = Evaluate(new RolloutCheck(RolloutMetric.ErrorRate, RolloutOperator.Less, 0.05), Traffic(100, failed: 100), Traffic(0));

        Assert.Equal((CheckVerdict.Fail, 1.0, 100L), (result.Verdict, result.Value!.Value, result.Rows));
    }

    [Fact]
    public void Evaluate_RefusalRateAgainstTheChampion_IsTheDifference()
    {
        var check = new RolloutCheck(RolloutMetric.RefusalRate, RolloutOperator.Less, 0.05, AgainstChampion: true);

        Assert.Equal(0.1, Evaluate(check, Traffic(100, refused: 20), Traffic(200, refused: 20)).Value!.Value, 12);
        Assert.Equal(CheckVerdict.Inconclusive, Evaluate(check, Traffic(100, refused: 20), Traffic(99)).Verdict);
    }

    [Theory]
    [InlineData(1, CheckVerdict.Pass)]
    [InlineData(3, CheckVerdict.Fail)]
    public void Evaluate_P95Ratio_ComparesWithTheChampion(int milliseconds, CheckVerdict verdict)
    {
        var result = Evaluate(new RolloutCheck(RolloutMetric.P95Ratio, RolloutOperator.Less, 2), Traffic(100, milliseconds: milliseconds), Traffic(100, milliseconds: 1));

        Assert.Equal(verdict, result.Verdict);
        Assert.InRange(result.Value!.Value, milliseconds * 0.9, milliseconds * 1.1);
    }

    [Theory]
    [InlineData(null, CheckVerdict.Inconclusive)]
    [InlineData(0.1, CheckVerdict.Pass)]
    [InlineData(0.3, CheckVerdict.Fail)]
    public void Evaluate_ScorePsi_IsInconclusiveWithoutAValue(double? psi, CheckVerdict verdict) => Assert.Equal(verdict,
        Evaluate(new RolloutCheck(RolloutMetric.ScorePsi, RolloutOperator.Less, 0.25), Traffic(100), Traffic(100), psi).Verdict);

    private static CheckResult Evaluate(RolloutCheck check, TrafficTotals candidate, TrafficTotals champion, double? psi = null) =>
        CheckEvaluation.Evaluate(check, candidate, champion, psi, DateTime.UnixEpoch);

    /// <summary>Calls of one row each.</summary>
    private static TrafficTotals Traffic(int calls, int failed = 0, int refused = 0, int milliseconds = 1)
    {
        var latencies = new LatencyHistogram();
        for (var call = 0; call < calls - failed - refused; call++)
        {
            latencies.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        return TrafficTotals.Of([new TrafficMinute { Requests = calls, Rows = calls - failed - refused, Failed = failed, Refused = refused, Latencies = latencies.ToBytes() }]);
    }
}
