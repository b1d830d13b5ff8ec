namespace MlWorkbench.Engine.Evaluations.Parts;

/// <summary>Rows by actual and predicted class.</summary>
public sealed record ConfusionPart(ConfusionMatrix Matrix) : IEvaluationPart<ConfusionPart>
{
    public static string Kind => "confusion";
}
