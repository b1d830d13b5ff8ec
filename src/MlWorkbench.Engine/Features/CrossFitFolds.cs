using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Features;

/// <summary>Splits rows into folds at random, for classification with the same share of each class in every fold.</summary>
internal static class CrossFitFolds
{
    /// <summary>The fold of each row, 0 to <paramref name="folds"/> − 1.</summary>
    public static int[] Assign(Actuals labels, int folds, int seed)
    {
        var order = Enumerable.Range(0, labels.Rows).ToArray();
        new Random(seed).Shuffle(order);
        if (labels.Shape.HasClasses)
        {
            order = [.. order.OrderBy(row => labels.Values[row])];
        }

        var assigned = new int[labels.Rows];
        for (var i = 0; i < order.Length; i++)
        {
            assigned[order[i]] = i % folds;
        }

        return assigned;
    }
}
