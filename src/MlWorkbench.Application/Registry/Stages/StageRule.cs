using MlWorkbench.Application.Registry.Gates;

namespace MlWorkbench.Application.Registry.Stages;

/// <summary>One row of <see cref="StageRules"/>: may a version go from one stage to another on request, and what do the gates do.</summary>
/// <param name="Refusal">Why not, and what to do instead; null where it may be asked for.</param>
public sealed record StageRule(Stage From, Stage To, GateUse Gates, string? Refusal = null)
{
    public bool Allowed => Refusal is null;
}
