namespace MlWorkbench.Scoring.Models;

/// <summary>The arithmetic of <see cref="Link"/>, in LightGBM's order of operations, so that outputs agree to the last bit.</summary>
internal static class Links
{
    public static int Outputs(Link link, int rawScores) => link == Link.Sigmoid ? 2 : rawScores;

    /// <summary>Converts the raw scores at the start of <paramref name="outputs"/> to outputs, in place.</summary>
    public static void Apply(Link link, double slope, Span<double> outputs)
    {
        switch (link)
        {
            case Link.Sigmoid:
                outputs[1] = Sigmoid(slope * outputs[0]);
                outputs[0] = 1 - outputs[1];
                break;
            case Link.Softmax:
                Softmax(outputs);
                break;
            case Link.Exp:
                outputs[0] = Math.Exp(outputs[0]);
                break;
        }
    }

    public static double Sigmoid(double score) => 1 / (1 + Math.Exp(-score));

    public static void Softmax(Span<double> scores)
    {
        var largest = scores[0];
        for (var i = 1; i < scores.Length; i++)
        {
            largest = Math.Max(largest, scores[i]);
        }

        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Math.Exp(scores[i] - largest);
            sum += scores[i];
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }
    }

    /// <summary>Log-odds of a probability. Finite even for 0 and 1.</summary>
    public static double Logit(double probability)
    {
        const double Edge = 1e-15;
        var held = Math.Clamp(probability, Edge, 1 - Edge);
        return Math.Log(held / (1 - held));
    }
}
