using System.IO.Compression;

namespace MlWorkbench.Testing;

/// <summary>Databases written by earlier builds, one per schema.</summary>
public static class EarlierDatabase
{
    private const string Ending = ".db.gz";

    private static string AllFolder => Path.Combine(AppContext.BaseDirectory, "Databases");

    /// <summary>The newest migration of each database.</summary>
    public static IEnumerable<string> Schemas => Directory.EnumerateFiles(AllFolder, "*" + Ending).Select(file => Path.GetFileName(file)[..^Ending.Length]).Order(StringComparer.Ordinal);

    /// <summary>Creates a storage folder with a copy of one database.</summary>
    public static async Task<string> UnpackAsync(string schema, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("mlworkbench-earlier-").FullName;
        await using var packed = File.OpenRead(Path.Combine(AllFolder, schema + Ending));
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var database = File.Create(Path.Combine(folder, "workbench.db"));
        await unpacked.CopyToAsync(database, cancellation);
        return folder;
    }
}
