using System.Runtime.CompilerServices;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Reads two stored tables together, some columns at a time. Both files are decompressed at the same time.</summary>
internal static class MatchedColumns
{
    public static async IAsyncEnumerable<(MatchedColumn Column, Column From, Column To)> ReadAsync(
        ComparedTable from, ArrowFileInfo fromInfo, ComparedTable to, ArrowFileInfo toInfo, IReadOnlyList<MatchedColumn> columns, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var older = ArrowColumns.ReadAsync(from.ArrowFile, fromInfo, columns.Select(column => column.From), cancellation).GetAsyncEnumerator(cancellation);
        await using var newer = ArrowColumns.ReadAsync(to.ArrowFile, toInfo, columns.Select(column => column.To), cancellation).GetAsyncEnumerator(cancellation);
        foreach (var column in columns)
        {
            await Task.WhenAll(Task.Run(async () => await older.MoveNextAsync(), cancellation), Task.Run(async () => await newer.MoveNextAsync(), cancellation));
            yield return (column, older.Current.Values, newer.Current.Values);
        }
    }
}
