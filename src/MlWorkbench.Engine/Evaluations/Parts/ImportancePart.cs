using MlWorkbench.Engine.Evaluations.Explanations;

namespace MlWorkbench.Engine.Evaluations.Parts;

/// <summary>Permutation importance of the columns, largest first.</summary>
public sealed record ImportancePart(IReadOnlyList<FeatureImportance> Columns) : IEvaluationPart<ImportancePart>
{
    public static string Kind => "importance";
}
