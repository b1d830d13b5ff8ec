namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// Early stopping over all folds together: one number of rounds, the best on average. Stopping each fold by its own rows would select each model on its
/// evaluation rows and make the estimate optimistic.
/// </summary>
internal sealed class BoostingRounds(IReadOnlyList<BoostingFold> folds, int patience)
{
    private double _bestLoss = double.PositiveInfinity;
    private int _seen;

    /// <summary>Number of rounds with the lowest mean loss. 0 before the first.</summary>
    public int Best { get; private set; }

    public double BestLoss => _bestLoss;

    /// <summary>Evaluates the rounds trained since the last call. Returns false if no better round has been found for too long.</summary>
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
