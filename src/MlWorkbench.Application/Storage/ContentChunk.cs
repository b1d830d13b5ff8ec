namespace MlWorkbench.Application.Storage;

internal sealed class ContentChunk
{
    public const int MostBytes = 1024 * 1024;

    public Guid ChunksId { get; init; }

    public int Index { get; init; }

    public required byte[] Bytes { get; init; }
}
