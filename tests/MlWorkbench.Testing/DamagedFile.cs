using Microsoft.Data.Sqlite;

namespace MlWorkbench.Testing;

/// <summary>Damages a database file as a failing disk does: a page is overwritten with garbage.</summary>
public static class DamagedFile
{
    /// <summary>Name of the schema itself.</summary>
    public const string Schema = "sqlite_schema";

    /// <summary>Length of the file's header, which stays intact, so that the file still looks like a database.</summary>
    private const int HeaderBytes = 100;

    /// <summary>Overwrites the first page of an index, or of a table and all its indexes. Any query of the table then reads a damaged page.</summary>
    /// <param name="name">Name of the index or table in the schema.</param>
    public static async Task OverwriteAsync(string file, string name)
    {
        List<long> pages;
        long pageSize;
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await ReadAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)", name);
            pageSize = (await ReadAsync(connection, "PRAGMA page_size", name))[0];
            pages = name == Schema ? [1] : await ReadAsync(connection, "SELECT rootpage FROM sqlite_schema WHERE rootpage > 0 AND (name = $name OR tbl_name = $name)", name);
        }

        var random = new Random(16);
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        foreach (var page in pages)
        {
            var garbage = new byte[pageSize];
            random.NextBytes(garbage);
            var start = page == 1 ? HeaderBytes : 0;
            stream.Position = ((page - 1) * pageSize) + start;
            await stream.WriteAsync(garbage.AsMemory(start));
        }
    }

    private static async Task<List<long>> ReadAsync(SqliteConnection connection, string sql, string name)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // All statements are literals of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$name", name);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<long>();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetInt64(0));
        }

        return values;
    }
}
