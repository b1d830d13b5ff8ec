namespace MlWorkbench.Application.Storage;

internal sealed class ContentChunk
{
    public required string Digest { get; init; }

    public int Index { get; init; }

    public required byte[] Bytes { get; init; }
}
