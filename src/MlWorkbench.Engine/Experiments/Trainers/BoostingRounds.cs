namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// Early stopping over all folds together: one number of rounds, the best on average, for all of them.
/// Stopping each fold on its own rows would let those rows choose their own model and flatter the estimate.
/// </summary>
internal sealed class BoostingRounds(IReadOnlyList<BoostingFold> folds, int patience)
{
    private double _bestLoss = double.PositiveInfinity;
    private int _seen;

    /// <summary>Rounds after which the mean loss was lowest; 0 before the first.</summary>
    public int Best { get; private set; }

    public double BestLoss => _bestLoss;

    /// <summary>Looks at the rounds trained since the last call. False: no better round has come for too long.</summary>
    public bool Continue()
    {
        var common = folds.Min(fold => fold.Losses.Count);
        for (; _seen < common; _seen++)
        {
            var loss = folds.Average(fold => fold.Losses[_seen]);
            if (loss < _bestLoss)
            {
                (_bestLoss, Best) = (loss, _seen + 1);
            }
        }

        return _seen - Best < patience;
    }
}
