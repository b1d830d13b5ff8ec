namespace MlWorkbench.Application.Registry.Stages;

/// <summary>A stage transition of the history.</summary>
internal sealed record StageStep
{
    public required int Version { get; init; }

    public required Stage To { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    public required string? ByEmail { get; init; }

    public required string? RequestedBy { get; init; }

    public required string? RequestedByEmail { get; init; }

    public required string Comment { get; init; }

    public required Guid? RequestId { get; init; }

    public required bool Rollback { get; init; }

    /// <summary>Returns the tenures, newest first. Each lasts until the version's next step.</summary>
    /// <remarks>If the clock went backwards between two steps, the tenure has no length.</remarks>
    public static IReadOnlyList<StageTenure> ToTenures(IEnumerable<StageStep> oldestFirst)
    {
        var until = new Dictionary<int, DateTime>();
        var tenures = new List<StageTenure>();
        foreach (var step in oldestFirst.Reverse())
        {
            tenures.Add(new StageTenure
            {
                Version = step.Version,
                Stage = step.To,
                Since = step.At,
                Until = until.TryGetValue(step.Version, out var end) ? Later(end, step.At) : null,
                By = step.By,
                ByEmail = step.ByEmail,
                RequestedBy = step.RequestedBy,
                RequestedByEmail = step.RequestedByEmail,
                Comment = step.Comment,
                RequestId = step.RequestId,
                Rollback = step.Rollback,
            });
            until[step.Version] = step.At;
        }

        return tenures;
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
