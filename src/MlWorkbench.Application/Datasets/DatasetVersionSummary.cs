namespace MlWorkbench.Application.Datasets;

/// <summary>A version among the others of its dataset.</summary>
public sealed record DatasetVersionSummary
{
    public required int Version { get; init; }

    public required long Rows { get; init; }

    public required int Columns { get; init; }

    /// <summary>Size of the uploaded file.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the stored table, hexadecimal.</summary>
    public required string Digest { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required string? Description { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The time since which it is hidden from lists.</summary>
    public required DateTime? ArchivedAt { get; init; }

    /// <summary>Number of experiments on the version.</summary>
    public required int Experiments { get; init; }
}
