using MlWorkbench.Application.Names;

namespace MlWorkbench.Application.Projects;

/// <summary>A space for datasets, recipes, experiments, models and reports. The database starts with one.</summary>
internal sealed class Project : NamedRow
{
    public Guid Id { get; init; }

    /// <summary>For people, and can be changed. The name is part of addresses and never changes.</summary>
    public required string Title { get; set; }

    /// <summary>An archived project is read-only. Null for an active one.</summary>
    public DateTime? ArchivedAt { get; set; }
}
