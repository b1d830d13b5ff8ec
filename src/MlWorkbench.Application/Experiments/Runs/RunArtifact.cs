namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A file of a run.</summary>
internal sealed class RunArtifact
{
    public const int LongestPath = 500;

    public Guid RunId { get; init; }

    /// <summary>Relative path with forward slashes. The names of <c>SearchProtocol</c> are those of a search's files.</summary>
    public required string Path { get; init; }

    /// <summary>Digest of the bytes in the content store.</summary>
    public required string Digest { get; set; }

    public required string MediaType { get; set; }

    public long Bytes { get; set; }
}
