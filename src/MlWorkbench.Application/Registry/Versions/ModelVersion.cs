using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Registry.Versions;

internal sealed class ModelVersion
{
    public Guid Id { get; init; }

    public Guid ModelId { get; init; }

    public RegisteredModel? Model { get; init; }

    /// <summary>1, 2, 3 … within the model.</summary>
    public int Number { get; init; }

    public Guid RunId { get; init; }

    public Run? Run { get; init; }

    /// <summary>Digest of the model package in the content store.</summary>
    public required string PackageDigest { get; init; }

    public long PackageBytes { get; init; }

    public string? Description { get; set; }

    public Stage Stage { get; set; }

    public DateTime? StageSince { get; set; }

    public Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public DateTime CreatedAt { get; init; }
}
