using Microsoft.Data.Sqlite;
using MlWorkbench.Application.Serving.Log;

namespace MlWorkbench.Testing;

/// <summary>The prediction log in the file of a server that was killed.</summary>
public static class StoredPredictions
{
    /// <summary>The ids of all logged predictions, whether sealed or not.</summary>
    public static async Task<IReadOnlyList<Guid>> ReadIdsAsync(string folder, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "workbench.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT COALESCE(Data, (SELECT Bytes FROM ContentChunks JOIN Contents ON Contents.ChunksId = ContentChunks.ChunksId WHERE Contents.Digest = PredictionBatches.Digest))
            FROM PredictionBatches
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(cancellation))
        {
            ids.AddRange(LogBlock.Read((byte[])reader.GetValue(0), column => column == LogBlock.Id).Ids(LogBlock.Id));
        }

        return ids;
    }
}
