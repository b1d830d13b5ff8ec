using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Monitoring;

/// <summary>A comparison of current data with the data that a model version was trained on.</summary>
internal sealed class DriftReport
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public Guid ModelVersionId { get; init; }

    public ModelVersion? ModelVersion { get; init; }

    public Guid ReferenceVersionId { get; init; }

    /// <summary>The dataset version checked. Null if logged predictions were checked.</summary>
    public Guid? CurrentVersionId { get; init; }

    /// <summary>Start of the window of logged predictions.</summary>
    public DateTime? From { get; init; }

    public DateTime? To { get; init; }

    /// <summary>JSON: the engine's result. Null until computed.</summary>
    public string? Result { get; set; }

    public bool? Drifted { get; set; }

    /// <summary>Share of drifted features, 0 to 1.</summary>
    public double? DriftedShare { get; set; }

    /// <summary>The reason for a failure. Null otherwise.</summary>
    public Statement? Reason { get; set; }

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTime CreatedAt { get; init; }
}
