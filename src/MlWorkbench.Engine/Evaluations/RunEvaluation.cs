using MlWorkbench.Engine.Evaluations.Explanations;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>All that a run page shows of one model.</summary>
/// <param name="Validation">On rows that training did not see; used for selection.</param>
/// <param name="Test">On the untouched test split; null without one.</param>
/// <param name="Importance">Permutation importance on the test split (validation rows without one), largest first.</param>
public sealed record RunEvaluation(SplitEvaluation Validation, SplitEvaluation? Test, IReadOnlyList<FeatureImportance> Importance);
