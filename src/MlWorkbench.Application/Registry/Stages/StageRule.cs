using MlWorkbench.Application.Registry.Gates;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>One row of <see cref="StageRules"/>: whether a request can move a version from one stage to another, and the effect of the gates.</summary>
/// <param name="Refusal">Reason for the refusal, and the remedy. Null if the transition can be requested.</param>
public sealed record StageRule(Stage From, Stage To, GateUse Gates, string? Refusal = null)
{
    public bool Allowed => Refusal is null;
}
