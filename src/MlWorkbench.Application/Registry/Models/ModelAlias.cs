using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>A name that is assigned to one version of a model and can be reassigned: <c>champion</c>, <c>weekly</c>.</summary>
internal sealed class ModelAlias
{
    public Guid Id { get; init; }

    public Guid ModelId { get; init; }

    /// <summary>Unique within the model.</summary>
    public required string Name { get; init; }

    public Guid ModelVersionId { get; set; }

    public ModelVersion? ModelVersion { get; init; }
}
