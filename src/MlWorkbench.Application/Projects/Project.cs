namespace MlWorkbench.Application.Projects;

/// <summary>A space for datasets, experiments, models and reports. The database starts with one.</summary>
internal sealed class Project
{
    public static readonly Guid DefaultId = new("00000000-0000-7000-8000-000000000001");

    public Guid Id { get; init; }

    public required string Name { get; set; }
}
