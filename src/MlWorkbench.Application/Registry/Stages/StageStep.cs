namespace MlWorkbench.Application.Registry.Stages;

/// <summary>A stage transition of the history.</summary>
internal sealed record StageStep(int Version, Stage To, DateTime At, string By, string? ByEmail, string? RequestedBy, string? RequestedByEmail, string Comment, Guid? RequestId, bool Rollback)
{
    /// <summary>Returns the tenures, newest first. Each lasts until the version's next step.</summary>
    /// <remarks>If the clock went backwards between two steps, the tenure has no length.</remarks>
    public static IReadOnlyList<StageTenure> ToTenures(IEnumerable<StageStep> oldestFirst)
    {
        var until = new Dictionary<int, DateTime>();
        var tenures = new List<StageTenure>();
        foreach (var step in oldestFirst.Reverse())
        {
            tenures.Add(new StageTenure(step.Version, step.To, step.At, until.TryGetValue(step.Version, out var end) ? Later(end, step.At) : null, step.By, step.ByEmail, step.RequestedBy, step.RequestedByEmail, step.Comment, step.RequestId, step.Rollback));
            until[step.Version] = step.At;
        }

        return tenures;
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
