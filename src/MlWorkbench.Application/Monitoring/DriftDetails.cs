using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Application.Monitoring;

/// <summary>Contents of the drift page of a model.</summary>
/// <param name="Reference">The training data: <c>churn, version 1</c>.</param>
/// <param name="Selected">The selected check. Null before the first.</param>
/// <param name="Result">Result of the selected check. Null until computed.</param>
/// <param name="History">The newest checks, oldest first.</param>
public sealed record DriftDetails(
    string Model,
    int Version,
    Stage Stage,
    string Reference,
    DriftCheckSummary? Selected,
    DriftResult? Result,
    IReadOnlyList<DriftWindow> History);
