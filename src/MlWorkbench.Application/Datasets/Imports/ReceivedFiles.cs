using System.Collections.Concurrent;

namespace MlWorkbench.Application.Datasets.Imports;

/// <summary>Hands local copies of uploads from requests to their jobs. A job without one, as in another process or after a restart, copies the stored content.</summary>
public sealed class ReceivedFiles
{
    private readonly ConcurrentDictionary<Guid, ReceivedFile> _files = [];

    internal void Add(Guid importId, ReceivedFile file) => _files[importId] = file;

    /// <summary>Gives the copy to the caller, who disposes it. Null without one.</summary>
    internal ReceivedFile? Take(Guid importId) => _files.TryRemove(importId, out var file) ? file : null;
}
