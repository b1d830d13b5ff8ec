namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>The predicted class: the most probable one, or for a binary model the positive class from its threshold on.</summary>
internal static class PredictedClass
{
    public static int Of(Predictions predictions, int row)
    {
        var outputs = predictions.Row(row);
        if (outputs.Length == 2)
        {
            return outputs[1] >= predictions.Threshold ? 1 : 0;
        }

        var best = 0;
        for (var k = 1; k < outputs.Length; k++)
        {
            best = outputs[k] > outputs[best] ? k : best;
        }

        return best;
    }
}
