namespace MlWorkbench.Application.Storage;

/// <summary>A work file that takes room before it grows. Without a buffer: what is written can be read at once, and closing the file of a full disk does not fail.</summary>
internal sealed class ScratchStream(string path, ScratchClaim claim) : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0)
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        claim.Take(buffer.Length);
        base.Write(buffer);
    }
}
