namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>The class that a model answers: the most probable one; for a binary model the positive class from a probability of 0.5 on.</summary>
public static class PredictedClass
{
    /// <summary>Probability of the positive class from which it is predicted: the one by which predictions get their label.</summary>
    public const double Threshold = 0.5;

    public static int Of(ReadOnlySpan<double> outputs)
    {
        if (outputs.Length == 2)
        {
            return outputs[1] >= Threshold ? 1 : 0;
        }

        var best = 0;
        for (var k = 1; k < outputs.Length; k++)
        {
            best = outputs[k] > outputs[best] ? k : best;
        }

        return best;
    }
}
