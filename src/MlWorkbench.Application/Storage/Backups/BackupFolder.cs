using System.Globalization;
using Microsoft.Extensions.Options;

namespace MlWorkbench.Application.Storage.Backups;

/// <summary>The folder that backups are written to. A file's name says when it was made and whether it passed its checks, so that the list outlives the database.</summary>
public sealed class BackupFolder(IOptions<BackupOptions> options, IOptions<StorageOptions> storage, TimeProvider clock)
{
    /// <summary>Ends the name of a file that is still being written.</summary>
    internal const string Partial = ".part";

    private const string Start = "workbench-";
    private const string Good = ".db";
    private const string Damaged = ".damaged.db";
    private const string Stamp = "yyyyMMdd-HHmmss";

    /// <summary>Past it, the backup that wrote the file was killed.</summary>
    private static readonly TimeSpan LongestWriting = TimeSpan.FromDays(1);

    public string Path => System.IO.Path.GetFullPath(options.Value.Folder ?? System.IO.Path.Combine(storage.Value.Path, "backups"));

    /// <summary>Newest first.</summary>
    public IReadOnlyList<BackupFile> List() => Directory.Exists(Path)
        ? [.. Directory.EnumerateFiles(Path, Start + "*" + Good).Select(Read).OfType<BackupFile>().OrderByDescending(file => file.At)]
        : [];

    /// <summary>Where a backup that is made now goes.</summary>
    internal string NewFile() => System.IO.Path.Combine(Path, Start + clock.GetUtcNow().ToString(Stamp, CultureInfo.InvariantCulture) + Good);

    /// <summary>The name for a backup whose checks found damage.</summary>
    internal static string DamagedName(string file) => System.IO.Path.ChangeExtension(file, null) + Damaged;

    /// <summary>Deletes good backups beyond the newest <see cref="BackupOptions.Keep"/>, damaged ones but for the newest, and what a killed backup left.</summary>
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

    /// <summary>Null: not a file of ours.</summary>
    private static BackupFile? Read(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        var isGood = !name.EndsWith(Damaged, StringComparison.Ordinal);
        var stamp = name[Start.Length..^(isGood ? Good : Damaged).Length];
        return DateTime.TryParseExact(stamp, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? new BackupFile(path, at, new FileInfo(path).Length, isGood)
            : null;
    }
}
