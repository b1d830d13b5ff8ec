using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Testing;

/// <summary>A finished run to insert, with the test's evaluation.</summary>
/// <param name="Package">The model package. If omitted, <see cref="SamplePackage.Binary"/>.</param>
/// <param name="Auc">ROC AUC on the test split. Null for no test split.</param>
/// <param name="Half">Half of its 95 % interval.</param>
/// <param name="Segments">Level of <c>plan</c>, rows, ROC AUC and half of its interval.</param>
/// <param name="Baseline">ROC AUC of the experiment's baseline. Null for no baseline.</param>
/// <param name="Test">Predictions of the model for the test rows. If given, the evaluation is computed from them.</param>
public sealed record SampleRun(
    byte[]? Package = null,
    double? Auc = 0.8,
    double Half = 0.02,
    int TestRows = 600,
    IReadOnlyList<(string Level, int Rows, double Auc, double Half)>? Segments = null,
    double? Baseline = 0.5,
    string Title = "LightGBM, 31 leaves",
    TestPredictions? Test = null);
