namespace MlWorkbench.Application.Projects;

/// <summary>A space that datasets, experiments, models and reports belong to. One is created with the database.</summary>
internal sealed class Project
{
    public static readonly Guid DefaultId = new("00000000-0000-7000-8000-000000000001");

    public Guid Id { get; init; }

    public required string Name { get; set; }
}
