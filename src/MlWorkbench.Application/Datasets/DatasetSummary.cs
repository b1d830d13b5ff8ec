namespace MlWorkbench.Application.Datasets;

/// <summary>A dataset in a list, with the facts of its newest version.</summary>
public sealed record DatasetSummary
{
    public required string Name { get; init; }

    public required string? Description { get; init; }

    public required int Versions { get; init; }

    public required int LatestVersion { get; init; }

    public required long Rows { get; init; }

    public required int Columns { get; init; }

    /// <summary>Size of the uploaded file.</summary>
    public required long Bytes { get; init; }

    public required DateTime UpdatedAt { get; init; }

    public required string UpdatedByName { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required DateTime? ArchivedAt { get; init; }
}
