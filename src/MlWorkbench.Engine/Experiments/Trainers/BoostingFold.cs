using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>One booster of a run and its validation metric after each round.</summary>
internal sealed class BoostingFold : IDisposable
{
    /// <summary>Minimum number of rounds of a started run, unless the whole budget is spent. Fewer rounds are not a useful model.</summary>
    private const int FewestRounds = 10;

    private readonly LightGbmBooster _booster;
    private readonly double _sign;

    public BoostingFold(LightGbmDataset train, LightGbmDataset validation, Dictionary<string, object> parameters, int threads, bool higherIsBetter)
    {
        _booster = LightGbmBooster.Create(train, parameters, threads);
        _booster.AddValidation(validation);
        _sign = higherIsBetter ? -1 : 1;
    }

    /// <summary>Validation loss after each round.</summary>
    public List<double> Losses { get; } = [];

    public bool IsExhausted { get; private set; }

    public LightGbmBooster Booster => _booster;

    /// <param name="rounds">Number of rounds from the first.</param>
    public void TrainTo(int rounds, RunLimits limits)
    {
        while (Losses.Count < rounds && !IsExhausted && !(Losses.Count < FewestRounds ? limits.IsBudgetSpent : limits.IsOver))
        {
            IsExhausted = !_booster.TrainRound();
            Losses.Add(_sign * _booster.Evaluate(1)[0]);
        }
    }

    public void Dispose() => _booster.Dispose();
}
