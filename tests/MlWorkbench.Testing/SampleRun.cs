using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Testing;

/// <summary>A finished run to plant, judged as the test says.</summary>
/// <param name="Package">The model package; left out: <see cref="SamplePackage.Binary"/>.</param>
/// <param name="Auc">ROC AUC on the test split; null: no test split.</param>
/// <param name="Half">Half of its 95 % interval.</param>
/// <param name="Segments">Level of <c>plan</c>, rows, ROC AUC and half of its interval.</param>
/// <param name="Baseline">ROC AUC of the experiment's baseline; null: there is none.</param>
/// <param name="Test">What the model said of the test rows; the judgement is then made from it.</param>
public sealed record SampleRun(
    byte[]? Package = null,
    double? Auc = 0.8,
    double Half = 0.02,
    int TestRows = 600,
    IReadOnlyList<(string Level, int Rows, double Auc, double Half)>? Segments = null,
    double? Baseline = 0.5,
    string Title = "LightGBM, 31 leaves",
    TestPredictions? Test = null);
