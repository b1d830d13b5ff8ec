namespace MlWorkbench.Application.Storage;

/// <summary>A work file that claims space before it grows. Without a buffer, its bytes can be read immediately, and closing never fails.</summary>
internal sealed class ScratchStream(string path, ScratchClaim claim) : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0)
{
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        claim.Take(buffer.Length);
        base.Write(buffer);
    }
}
