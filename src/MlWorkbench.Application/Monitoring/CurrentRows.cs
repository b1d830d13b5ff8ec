using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Monitoring;

/// <summary>The newer data of a drift check, from a file or already in memory, read by column.</summary>
internal sealed class CurrentRows
{
    private readonly Func<IReadOnlyCollection<string>, CancellationToken, Task<Table>> _read;

    private CurrentRows(Func<IReadOnlyCollection<string>, CancellationToken, Task<Table>> read) => _read = read;

    public static CurrentRows Of(string path) => new(async (names, cancellationToken) =>
    {
        var there = (await ArrowTableFile.ReadInfoAsync(path, cancellationToken)).Columns.Select(column => column.Name).Intersect(names, StringComparer.Ordinal).ToArray();
        return await ArrowTableFile.ReadAsync(path, there, cancellationToken);
    });

    public static CurrentRows Of(Table table) => new((names, _) => Task.FromResult(new Table([.. table.Columns.Where(column => names.Contains(column.Name))])));

    /// <summary>Those of the named columns that there are.</summary>
    public Task<Table> ReadAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) => _read(names, cancellationToken);
}
