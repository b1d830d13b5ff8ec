using System.Globalization;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage.Backups;

/// <summary>The folder of the backups. A file's name has its time and the result of its checks, so that the list does not need the database.</summary>
public sealed class BackupFolder(IOptions<BackupOptions> options, IOptions<StorageOptions> storage, TimeProvider clock)
{
    /// <summary>Suffix of a file that is still being written.</summary>
    internal const string Partial = ".part";

    private const string Start = "workbench-";
    private const string Good = ".db";
    private const string Damaged = ".damaged.db";
    private const string Stamp = "yyyyMMdd-HHmmss";

    /// <summary>A partial file older than this belongs to a killed backup.</summary>
    private static readonly TimeSpan LongestWriting = TimeSpan.FromDays(1);

    public string Path => System.IO.Path.GetFullPath(options.Value.Folder ?? System.IO.Path.Combine(storage.Value.Path, "backups"));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<BackupFile> List() => Directory.Exists(Path)
        ? [.. Directory.EnumerateFiles(Path, Start + "*" + Good).Select(Read).OfType<BackupFile>().OrderByDescending(file => file.At)]
        : [];

    /// <summary>Path for a backup created now.</summary>
    internal string NewFile() => System.IO.Path.Combine(Path, Start + clock.GetUtcNow().ToString(Stamp, CultureInfo.InvariantCulture) + Good);

    /// <summary>Path for a backup whose checks found damage.</summary>
    internal static string DamagedName(string file) => System.IO.Path.ChangeExtension(file, null) + Damaged;

    /// <summary>Deletes good backups beyond the newest <see cref="BackupOptions.Keep"/>, damaged ones except the newest, and partial files.</summary>
    internal void Tidy()
    {
        var files = List();
        var old = files.Where(file => file.IsGood).Skip(Math.Max(1, options.Value.Keep))
            .Concat(files.Where(file => !file.IsGood).Skip(1));
        foreach (var file in old)
        {
            File.Delete(file.Path);
        }

        foreach (var partial in Directory.EnumerateFiles(Path, Start + "*" + Partial).Where(file => clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) > LongestWriting))
        {
            File.Delete(partial);
        }
    }

    /// <summary>Null if the file is not a backup, or was deleted in the meantime.</summary>
    private static BackupFile? Read(string path)
    {
        var file = new FileInfo(path);
        var name = file.Name;
        var isGood = !name.EndsWith(Damaged, StringComparison.Ordinal);
        var stamp = name[Start.Length..^(isGood ? Good : Damaged).Length];
        return file.Exists && DateTime.TryParseExact(stamp, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? new BackupFile(path, at, file.Length, isGood)
            : null;
    }
}
