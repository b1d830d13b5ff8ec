namespace MlWorkbench.Engine.Evaluations.Parts;

/// <summary>The curves of the task: ranking and calibration of binary tasks, residuals of regression.</summary>
public sealed record CurvesPart(Curve? Roc, Curve? PrecisionRecall, Curve? Calibration, Curve? Residuals) : IEvaluationPart<CurvesPart>
{
    public static string Kind => "curves";
}
