using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Classification;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>
/// Classifies texts as current or reference by their words. If that succeeds, the texts have changed. Logistic regression over hashed words is trained on
/// half of the texts and evaluated on the other half.
/// </summary>
internal static class DomainClassifier
{
    private const int MostTexts = 5_000;
    private const int Epochs = 5;
    private const int Seed = 1;

    /// <summary>
    /// ROC AUC on the texts set aside, with their number on each side. 0.5 means that they cannot be distinguished. NaN for fewer than four texts on a side.
    /// </summary>
    public static (double Auc, int Reference, int Current) Judge(ColumnPair columns)
    {
        var random = new Random(Seed);
        var reference = Sample(columns.ReferenceTexts, random);
        var current = Sample(columns.CurrentTexts, random);
        if (Math.Min(reference.Length, current.Length) < 4)
        {
            return (double.NaN, 0, 0);
        }

        var (referenceHalf, currentHalf) = (reference.Length / 2, current.Length / 2);
        var model = new HashedWordModel([.. reference[..referenceHalf], .. current[..currentHalf]]);
        model.Learn(referenceHalf, Epochs, random);
        double[] scores = [.. reference[referenceHalf..].Select(model.Score), .. current[currentHalf..].Select(model.Score)];
        var (ofReference, ofCurrent) = (reference.Length - referenceHalf, current.Length - currentHalf);
        double[] actual = [.. Enumerable.Repeat(0.0, ofReference), .. Enumerable.Repeat(1.0, ofCurrent)];
        var predictions = new Predictions([.. scores.SelectMany(score => new[] { 1 - score, score })], 2);
        return (new RocAuc().Compute(new Actuals(ModelTask.Binary, actual, ["reference", "current"]), predictions), ofReference, ofCurrent);
    }

    private static string[] Sample(IReadOnlyList<string> texts, Random random)
    {
        var rows = RowSample.Draw(texts.Count, MostTexts, random);
        random.Shuffle(rows);
        return [.. rows.Select(row => texts[row])];
    }
}
