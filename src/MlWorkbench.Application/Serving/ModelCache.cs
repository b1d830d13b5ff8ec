using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>Loaded model packages by digest. A package never changes, so that nothing here goes stale; the model unused for longest makes room for a new one.</summary>
public sealed class ModelCache(ContentStore contents, IOptions<ServingOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>Models in memory now.</summary>
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

    /// <summary>The model, loaded once however many ask for it at the same moment.</summary>
    /// <exception cref="WorkbenchException">The package is damaged.</exception>
    internal async Task<LoadedModel> GetAsync(string digest, CancellationToken cancellationToken)
    {
        var entry = Touch(digest);
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

    private Entry Touch(string digest)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(digest, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value;
            }

            var entry = new Entry(digest, new Lazy<Task<LoadedModel>>(() => LoadAsync(digest)));
            _entries.Add(digest, _byUse.AddFirst(entry));
            if (_byUse.Count > options.Value.CachedModels)
            {
                _entries.Remove(_byUse.Last!.Value.Digest);
                _byUse.RemoveLast();
            }

            return entry;
        }
    }

    private void Forget(Entry entry)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(entry.Digest, out var node) && node.Value == entry)
            {
                _entries.Remove(entry.Digest);
                _byUse.Remove(node);
            }
        }
    }

    /// <summary>Not cancellable: others may wait for the same load.</summary>
    private async Task<LoadedModel> LoadAsync(string digest)
    {
        try
        {
            var path = await contents.MaterializeAsync(digest, CancellationToken.None);
            return await Task.Run(() =>
            {
                using var file = File.OpenRead(path);
                return LoadedModel.Load(file);
            });
        }
        catch (Exception damage) when (damage is InvalidPackageException or InvalidDataException)
        {
            throw new WorkbenchException(ErrorKind.Unavailable, "package_damaged", $"The model package cannot be used: {damage.Message} Restore the database from a backup, or promote another version.", inner: damage);
        }
    }

    private sealed record Entry(string Digest, Lazy<Task<LoadedModel>> Model);
}
