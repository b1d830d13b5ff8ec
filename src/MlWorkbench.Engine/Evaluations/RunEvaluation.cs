using MlWorkbench.Engine.Evaluations.Explanations;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>The evaluation of a model, as shown on the run page.</summary>
/// <param name="Validation">Evaluation on rows that were not used for training. Selection uses it.</param>
/// <param name="Test">Evaluation on the test split. Null if there is no test split.</param>
/// <param name="Importance">Permutation importance on the test split, or on validation rows if there is none. Largest first.</param>
public sealed record RunEvaluation(SplitEvaluation Validation, SplitEvaluation? Test, IReadOnlyList<FeatureImportance> Importance);
