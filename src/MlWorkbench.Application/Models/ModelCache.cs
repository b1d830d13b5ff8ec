using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Application.Models;

/// <summary>Loaded model packages by digest. No entry becomes stale, because packages never change. A new one replaces the least recently used.</summary>
public sealed class ModelCache(ContentStore contents, ModelProof proof, IOptions<ModelCacheOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>Number of models in memory.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _byUse.Count;
            }
        }
    }

    /// <summary>Returns the model. Concurrent callers share one load.</summary>
    /// <exception cref="WorkbenchException">The package is damaged.</exception>
    internal async Task<IScorer> GetAsync(string digest, CancellationToken cancellationToken) => await GetLoadedAsync(digest, cancellationToken);

    /// <summary>Whether the model answers without a load. If not, its load starts, so that a caller who asks again later need not wait for it.</summary>
    internal bool IsLoaded(string digest)
    {
        var entry = Touch(digest, async () => await LoadAsync(digest));
        if (entry.Model.Value.IsFaulted)
        {
            Forget(entry);
        }

        return entry.Model.Value.IsCompletedSuccessfully;
    }

    /// <summary>Returns the distributions of the model's training data. Null for a package without them.</summary>
    /// <exception cref="WorkbenchException">The package is damaged.</exception>
    internal async Task<TrainingBaseline?> FindBaselineAsync(string digest, CancellationToken cancellationToken) =>
        (await GetLoadedAsync(digest, cancellationToken)).Package.Baseline;

    /// <summary>Returns the model with the rows of a dataset version as history. Null if the model uses no history, or these rows do not fit.</summary>
    /// <param name="data">Digest of the version's Arrow file.</param>
    internal async Task<IScorer?> FindLookingBackAsync(string digest, string data, CancellationToken cancellationToken)
    {
        var model = await GetLoadedAsync(digest, cancellationToken);
        return model.History is null ? null : await FindAsync($"{digest} {data}", () => LookBackAsync(model, data), cancellationToken);
    }

    private async Task<LoadedModel> GetLoadedAsync(string digest, CancellationToken cancellationToken) =>
        (await FindAsync(digest, async () => await LoadAsync(digest), cancellationToken))!;

    private async Task<LoadedModel?> FindAsync(string key, Func<Task<LoadedModel?>> load, CancellationToken cancellationToken)
    {
        var entry = Touch(key, load);
        try
        {
            return await entry.Model.Value.WaitAsync(cancellationToken);
        }
        catch (Exception) when (entry.Model.Value.IsFaulted)
        {
            Forget(entry);
            throw;
        }
    }

    private Entry Touch(string key, Func<Task<LoadedModel?>> load)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value;
            }

            var entry = new Entry(key, new Lazy<Task<LoadedModel?>>(load));
            _entries.Add(key, _byUse.AddFirst(entry));
            if (_byUse.Count > options.Value.CachedModels)
            {
                _entries.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }

            return entry;
        }
    }

    private void Forget(Entry entry)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(entry.Key, out var node) && node.Value == entry)
            {
                _entries.Remove(entry.Key);
                _byUse.Remove(node);
            }
        }
    }

    /// <summary>Not cancellable, because other callers may wait for the same load.</summary>
    private async Task<LoadedModel> LoadAsync(string digest)
    {
        try
        {
            var path = await contents.MaterializeAsync(digest, CancellationToken.None);
            return await Task.Run(async () =>
            {
                await using var file = File.OpenRead(path);
                var model = LoadedModel.Load(file);
                await proof.RequireAsync(digest, model);
                return model;
            });
        }
        catch (Exception damage) when (damage is InvalidPackageException or InvalidDataException)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "package_damaged", "The model package is damaged. Restore the database from a backup, or promote another version.", inner: damage);
        }
    }

    /// <summary>Not cancellable, because other callers may wait for the same rows.</summary>
    private async Task<LoadedModel?> LookBackAsync(LoadedModel model, string data)
    {
        var path = await contents.MaterializeAsync(data, CancellationToken.None);
        var info = await ArrowTableFile.ReadInfoAsync(path, CancellationToken.None);
        string[] names = [.. model.History!.Columns.Select(column => column.Name)];
        if (info.Rows > HistoryStep.MaxRows || names.Except(info.Columns.Select(column => column.Name), StringComparer.Ordinal).Any())
        {
            return null;
        }

        var rows = await ArrowTableFile.ReadAsync(path, names, CancellationToken.None);
        try
        {
            return await Task.Run(() => model.WithHistory(rows));
        }
        catch (SignatureException)
        {
            // The type of a column has changed. The caller reports that the version is not used.
            return null;
        }
    }

    private sealed record Entry(string Key, Lazy<Task<LoadedModel?>> Model);
}
