namespace MlWorkbench.Application.Storage;

/// <summary>A complete content in the store. Its row is written after its last chunk: without the row, the content does not exist.</summary>
internal sealed class Content
{
    /// <summary>SHA-256, hexadecimal, lower case.</summary>
    public required string Digest { get; init; }

    /// <summary>Identifies its chunks, which are written before the digest is known.</summary>
    public Guid ChunksId { get; init; }

    public long Length { get; init; }

    /// <summary>Time at which its bytes were last stored.</summary>
    public DateTime CreatedAt { get; init; }
}
