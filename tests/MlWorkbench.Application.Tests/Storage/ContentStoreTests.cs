using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Storage;

public sealed class ContentStoreTests : IAsyncLifetime
{
    private TestWorkbench _workbench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ContentStore Contents => _workbench.Get<ContentStore>();

    public async ValueTask InitializeAsync() => _workbench = await TestWorkbench.StartAsync();

    public async ValueTask DisposeAsync() => await _workbench.DisposeAsync();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(ContentChunk.MostBytes, 1)]
    [InlineData((2 * ContentChunk.MostBytes) + 5, 3)]
    public async Task PutBytesAsync_AnyLength_IsReadBackFromItsChunks(int length, int chunks)
    {
        var bytes = Bytes(length, seed: 1);

        var digest = await Contents.PutBytesAsync(bytes, Cancellation);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), digest);
        Assert.Equal(bytes, await Contents.ReadBytesAsync(digest, Cancellation));
        Assert.Equal((1, chunks), await CountAsync());
    }

    [Fact]
    public async Task PutBytesAsync_SameTwiceAndAtOnce_IsThereOnce()
    {
        var bytes = Bytes(2_000_000, seed: 2);

        var digests = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Contents.PutBytesAsync(bytes, Cancellation))));

        Assert.Single(digests.Distinct());
        Assert.Equal(bytes, await Contents.ReadBytesAsync(digests[0], Cancellation));
        Assert.Equal((1, 2), await CountAsync());
    }

    [Fact]
    public async Task Begin_WrittenInPieces_CopiesAndStoresThemAll()
    {
        var bytes = Bytes(3_000_000, seed: 3);
        using var copy = new MemoryStream();

        string digest;
        await using (var writer = Contents.Begin(copy))
        {
            for (var start = 0; start < bytes.Length; start += 700_001)
            {
                await writer.WriteAsync(bytes.AsMemory(start, Math.Min(700_001, bytes.Length - start)), Cancellation);
                Assert.Equal(copy.Length, writer.Position);
            }

            digest = await Contents.KeepAsync(writer, Cancellation);
        }

        Assert.Equal(bytes, copy.ToArray());
        Assert.Equal(bytes, await Contents.ReadBytesAsync(digest, Cancellation));
    }

    [Fact]
    public async Task Begin_DisposedBeforeItIsKept_LeavesNoChunk()
    {
        await using (var writer = Contents.Begin())
        {
            await writer.WriteAsync(Bytes(2_500_000, seed: 4), Cancellation);
            Assert.Equal((0, 2), await CountAsync());
            writer.Finish();
        }

        Assert.Equal((0, 0), await CountAsync());
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("truncated")]
    [InlineData("empty")]
    public async Task MaterializeAsync_CopyOfAnEarlierProcessIsNotTheContent_IsMadeAnew(string damage)
    {
        var bytes = Bytes(1_500_000, seed: 5);
        var digest = await Contents.PutBytesAsync(bytes, Cancellation);
        var cached = Path.Combine(_workbench.Folder, "cache", digest);
        await File.WriteAllBytesAsync(
            cached,
            damage switch
            {
                "forged" => [.. bytes[..^1], (byte)(bytes[^1] ^ 1)],
                "truncated" => bytes[..700_000],
                _ => [],
            },
            Cancellation);

        var path = await Contents.MaterializeAsync(digest, Cancellation);

        Assert.Equal(Path.GetFullPath(cached), path);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Cancellation));
    }

    [Fact]
    public async Task MaterializeAsync_CopyChangedAfterItsFirstUse_IsMadeAnew()
    {
        var bytes = Bytes(300_000, seed: 6);
        var digest = await Contents.PutBytesAsync(bytes, Cancellation);
        var path = await Contents.MaterializeAsync(digest, Cancellation);
        await File.AppendAllTextAsync(path, "x", Cancellation);

        await Contents.MaterializeAsync(digest, Cancellation);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Cancellation));
    }

    [Fact]
    public async Task MaterializeAsync_GoodCopy_IsReadOnceAndThenTakenAsItIs()
    {
        var bytes = Bytes(300_000, seed: 7);
        var digest = await Contents.PutBytesAsync(bytes, Cancellation);
        var cached = Path.Combine(_workbench.Folder, "cache", digest);
        await File.WriteAllBytesAsync(cached, bytes, Cancellation);
        await Contents.MaterializeAsync(digest, Cancellation);
        var written = File.GetLastWriteTimeUtc(cached);

        // Only its length and time are checked from now on. Other bytes with both unchanged are not detected.
        await File.WriteAllBytesAsync(cached, Bytes(300_000, seed: 8), Cancellation);
        File.SetLastWriteTimeUtc(cached, written);

        await Contents.MaterializeAsync(digest, Cancellation);
        Assert.Equal(Bytes(300_000, seed: 8), await File.ReadAllBytesAsync(cached, Cancellation));
    }

    [Fact]
    public async Task Model_EveryDigestColumn_IsAForeignKeyToItsContent()
    {
        await using var db = await _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
        // A recipe's digest is that of its definition, which is in the same row.
        var digests = db.Model.GetEntityTypes()
            .Where(type => type.ClrType.Name is not (nameof(Content) or "RecipeVersion"))
            .SelectMany(type => type.GetProperties())
            .Where(property => property.Name.EndsWith("Digest", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(digests);
        Assert.All(digests, property => Assert.Contains(property.GetContainingForeignKeys(), key => key.PrincipalEntityType.ClrType == typeof(Content)));
    }

    private static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private async Task<(int Contents, int Chunks)> CountAsync()
    {
        await using var db = await _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Cancellation);
        return (await db.Contents.CountAsync(Cancellation), await db.ContentChunks.CountAsync(Cancellation));
    }
}
