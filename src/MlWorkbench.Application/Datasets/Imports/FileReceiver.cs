using System.Buffers;
using System.Globalization;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Receives files into the content store and into a local copy at the same time, within the limits of the person and of the disk.</summary>
public sealed class FileReceiver(
    ContentStore contents,
    ContentSweeper sweeper,
    StoringLock storing,
    DatasetQuota quota,
    ScratchSpace scratch,
    FullDisk fullDisk,
    IOptions<StorageOptions> storage)
{
    private const int BufferBytes = 1 << 17;

    /// <summary>Receives the stream, and then starts what needs the file.</summary>
    /// <param name="launch">Writes the row that references the content, and returns its id. It owns the local copy, unless it fails.</param>
    /// <param name="cancellation">Ends the receipt, and nothing is left. Once the file is received, it has no effect.</param>
    /// <exception cref="WorkbenchException">The person has too many uploads, the file is too large, or the disk is full.</exception>
    internal Task<Guid> ReceiveAsync(Actor actor, Stream source, Func<string, ReceivedFile, Task<Guid>> launch, CancellationToken cancellation) =>
        quota.CountAsync(actor, () => ReceiveNowAsync(actor, source, launch, cancellation), cancellation);

    private async Task<Guid> ReceiveNowAsync(Actor actor, Stream source, Func<string, ReceivedFile, Task<Guid>> launch, CancellationToken cancellation)
    {
        try
        {
            var limit = await LimitAsync(actor, cancellation);
            var file = new ReceivedFile(storage.Value.ScratchFolder, scratch);
            var stream = file.Create();
            await using var content = contents.Begin(stream);
            try
            {
                await CopyAsync(source, content, limit, cancellation);
                content.Finish();
                await stream.DisposeAsync();
                return await storing.HoldAsync(() => KeepAndLaunchAsync(content, file, launch), cancellation);
            }
            catch
            {
                // Before the chunks are deleted, because a full disk has no space for that.
                await stream.DisposeAsync();
                file.Dispose();
                throw;
            }
        }
        catch (Exception exception) when (fullDisk.Find(exception) is { } full)
        {
            throw full;
        }
    }

    private async Task<Guid> KeepAndLaunchAsync(ContentWriter content, ReceivedFile file, Func<string, ReceivedFile, Task<Guid>> launch)
    {
        var digest = await contents.KeepAsync(content, CancellationToken.None);
        try
        {
            return await launch(digest, file);
        }
        catch
        {
            await sweeper.RemoveUnreferencedAsync([digest], CancellationToken.None);
            throw;
        }
    }

    /// <summary>The limit of an upload: the largest upload, or the person's free storage if that is less.</summary>
    private async Task<UploadLimit> LimitAsync(Actor actor, CancellationToken cancellation)
    {
        var (most, room) = (storage.Value.MaxUploadBytes, await quota.RequireRoomAsync(actor, cancellation));
        return room < most ? new UploadLimit(room, quota.Full) : new UploadLimit(most, () => TooLarge(most));
    }

    private static async Task CopyAsync(Stream source, Stream target, UploadLimit limit, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
            {
                if (target.Length + read > limit.Bytes)
                {
                    throw limit.Refusal();
                }

                await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static WorkbenchException TooLarge(long limit) =>
        new(ErrorKind.TooLarge, "file_too_large", string.Create(CultureInfo.InvariantCulture,
            $"The file is larger than the {limit / 1_000_000:N0} MB that this workbench accepts. " +
            $"Split it, or ask an administrator to raise Storage:MaxUploadBytes."));
}
