using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>The work folder that a search shares with its Trainer process. It can be rebuilt from the rows.</summary>
internal sealed class SearchFolder : IDisposable
{
    private SearchFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Creates the folder with the files of the finished runs.</summary>
    public static async Task<SearchFolder> CreateAsync(
        StorageOptions options,
        ContentStore contents,
        Guid experimentId,
        IReadOnlyList<StoredRun> finished,
        CancellationToken cancellationToken)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(options.ScratchFolder, $"experiment-{experimentId:N}-{Guid.CreateVersion7():N}"));
        var folder = new SearchFolder(Directory.CreateDirectory(path).FullName);
        foreach (var run in finished)
        {
            await folder.AddFileAsync(contents, run, SearchProtocol.ModelFile, run.PackageDigest, cancellationToken);
            await folder.AddFileAsync(contents, run, SearchProtocol.OutOfFoldFile, run.OutOfFoldDigest, cancellationToken);
        }

        return folder;
    }

    public string RunFile(int number, string name) => System.IO.Path.Combine(SearchProtocol.RunFolder(Path, number), name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private async Task AddFileAsync(ContentStore contents, StoredRun run, string name, string? digest, CancellationToken cancellationToken)
    {
        if (digest is null)
        {
            return;
        }

        var path = RunFile(run.Result.Number, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        await using var file = File.Create(path);
        await contents.CopyToAsync(digest, file, cancellationToken);
    }
}
