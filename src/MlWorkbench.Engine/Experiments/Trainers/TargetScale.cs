using MlWorkbench.Scoring.Models;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>The loss of a target, its training scale, and the inverse: score × <see cref="Scale"/> + <see cref="Centre"/>, then the link.</summary>
internal sealed record TargetScale(TargetLoss Loss, double Centre, double Scale, Link Link)
{
    /// <param name="logarithmic">Whether to train on the logarithm, for non-negative numbers.</param>
    public static TargetScale Of(ModelTask task, double[] targets, bool logarithmic) => OutputShape.Of(task).Link switch
    {
        Link.Sigmoid => new(TargetLoss.Logistic, 0, 1, Link.Sigmoid),
        Link.Softmax => new(TargetLoss.Softmax, 0, 1, Link.Softmax),
        _ when logarithmic && targets.Average() is > 0 and var mean => new(TargetLoss.Poisson, Math.Log(mean), 1, Link.Exp),
        _ => OfNumbers(targets),
    };

    /// <summary>Targets on the training scale.</summary>
    public double[] Apply(double[] targets) => Loss switch
    {
        TargetLoss.Squared => Array.ConvertAll(targets, value => (value - Centre) / Scale),
        TargetLoss.Poisson => Array.ConvertAll(targets, value => value / Math.Exp(Centre)),
        _ => targets,
    };

    /// <summary>If all targets are equal, the deviation is 1.</summary>
    private static TargetScale OfNumbers(double[] targets)
    {
        var centre = targets.Average();
        var spread = Math.Sqrt(targets.Sum(value => (value - centre) * (value - centre)) / targets.Length);
        return new TargetScale(TargetLoss.Squared, centre, spread > 0 ? spread : 1, Link.Identity);
    }
}
