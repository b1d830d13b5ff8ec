using MlWorkbench.Engine.Experiments.LightGbm;
using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>One booster of a run and its validation metric after each round.</summary>
internal sealed class BoostingFold : IDisposable
{
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

    public void Train(int rounds, RunLimits limits)
    {
        for (var round = 0; round < rounds && !IsExhausted && !limits.IsOver; round++)
        {
            IsExhausted = !_booster.TrainRound();
            Losses.Add(_sign * _booster.Evaluate(1)[0]);
        }
    }

    public void Dispose() => _booster.Dispose();
}
